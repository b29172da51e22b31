import { collect } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const RANGE = { column: 'at', from: '2026-01-02', to: '2026-01-03' }

/** Replaces the rows of one table at once in several scopes, a row each. */
async function replaceTogether({ sink, source }: RedshiftFixture, range?: typeof RANGE): Promise<void> {
  const scopes = ['p/a', 'p/b', 'p/c', 'p/d']
  for (const [id, scope] of scopes.entries()) await source.put(scope, lines({ id, at: '2026-01-02' }))
  const listed = await collect(source.list())
  const replace = (scope: string) =>
    sink.transaction({ scope }, async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(
        staged,
        listed.filter(({ key }) => key === scope),
      )
      await tx.replace(EVENTS, staged, range)
    })
  await Promise.all(scopes.map(replace))
}

test.each([
  ['all rows', 'delete', undefined],
  ['all rows, by another name', 'rename', undefined],
  ['the rows of a range', 'delete', RANGE],
] as const)(
  'those who replace %s of one table do so one after the other, whatever their scopes',
  async (_, replace, range) => {
    await using fixture = await warehouse.fixture({ replace })
    await replaceTogether(fixture, range)
    expect(await fixture.rows('events')).toHaveLength(1)
    await replaceTogether(fixture, range)
    expect(await fixture.rows('events')).toHaveLength(1)
  },
)
