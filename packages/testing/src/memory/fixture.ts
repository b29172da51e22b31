import type { Row } from '../events.js'
import { MemorySink } from './sink.js'
import { MemorySource } from './source.js'
import { MemoryWarehouse } from './warehouse.js'
import type { SinkFixture } from '../sink-fixture.js'

const INSERTION = 'insert into events (id) values ($1)'

/**
 * A fixture in memory: for the suites of strategies and journals, which need some sink to run against.
 *
 * @example
 * ```ts
 * await using fixture = await memoryFixture()
 * await fixture.source.put('a.json', lines({ id: 1 }))
 * ```
 */
export async function memoryFixture(): Promise<SinkFixture> {
  const warehouse = new MemoryWarehouse({
    [INSERTION]: (tables, [id]) => {
      const row: Row = { id, at: null, user_name: null }
      tables.set('events', [...(tables.get('events') ?? []), row])
    },
  })
  return {
    sink: new MemorySink(warehouse),
    another: async () => new MemorySink(warehouse),
    source: new MemorySource(),
    rows: async (table) => warehouse.rows(table),
    tables: async () => warehouse.tables(),
    insertion: (id) => ({ text: INSERTION, values: [id] }),
    async [Symbol.asyncDispose]() {},
  }
}
