import { field, orderedFields } from '@arbalest/core'
import { BulkStrategy, ManifestStrategy } from '@arbalest/core/plugin'
import { rowOf, testStrategy, type Scenario, type SinkFixture } from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const EVENTS = orderedFields(
  'events',
  field('id', 'integer'),
  field('at', 'varchar(32)'),
  field('user_name', 'varchar(8)'),
)

/** Objects with a row for each id, as each format has them. */
const WRITE = {
  csv: async (ids: readonly string[]) => ids.map((id) => `"${id}",\\N,"\\N"\n`).join(''),
  delimited: async (ids: readonly string[]) => ids.map((id) => `${id}|\\N|\\N\n`).join(''),
  parquet: (ids: readonly string[]) =>
    warehouse.parquet(
      ids
        .map(
          (id) =>
            `select cast(${id} as integer) as a, cast(null as varchar(9)) as b, cast(null as varchar(9)) as c`,
        )
        .join(' union all '),
    ),
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'bulk',
    strategy: () => new BulkStrategy(),
    target: EVENTS,
    changes: [(source) => source.put('a', '1 2'), (source) => source.put('b', '3')],
    rows: [1, 2, 3].map((id) => rowOf({ id })),
  },
  {
    name: 'manifest',
    strategy: () => new ManifestStrategy({ batch: 2 }),
    target: EVENTS,
    changes: [
      async (source) => {
        for (const id of [1, 2, 3]) await source.put(`${id}`, `${id}`)
      },
      (source) => source.put('0', '4 5'),
    ],
    rows: [1, 2, 3, 4, 5].map((id) => rowOf({ id })),
  },
]

/** A fixture whose source is told ids, separated by blanks, and writes them in this format. */
async function fixtureOf(format: keyof typeof WRITE): Promise<SinkFixture> {
  const fixture = await warehouse.fixture({ copy: { format } })
  const { source } = fixture
  return {
    ...fixture,
    source: {
      url: source.url,
      list: () => source.list(),
      put: async (key, ids) => source.put(key, await WRITE[format](ids.split(' '))),
      remove: (key) => source.remove(key),
    },
  }
}

describe.each(['csv', 'delimited', 'parquet'] as const)('the strategies of core, for %s', (format) => {
  testStrategy(test, SCENARIOS, { create: () => fixtureOf(format) })
})
