import { jsonObject, property } from '@arbalest/core'
import { collect, compareTable, each, pages, type SourceObject, type Target } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { duckDbFixture, rowsOf } from './fixture.js'

const ALL_TYPES = jsonObject(
  'events',
  ...(
    [
      ...(['smallint', 'integer', 'bigint', 'numeric(10,2)', 'real', 'double precision', 'boolean'] as const),
      ...(['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'super'] as const),
      ...(['char(3)', 'varchar(16)', 'varchar(max)', 'varbyte(7)'] as const),
    ] as const
  ).map((type, index) => property(`c${index}`, type)),
)

type Fixture = Awaited<ReturnType<typeof duckDbFixture>>

/** Loads documents into a target's table. */
async function load({ sink, source }: Fixture, target: Target, ...documents: readonly object[]) {
  await source.put('a', documents.map((document) => JSON.stringify(document)).join('\n'))
  const objects = await collect(each(pages<SourceObject>(source.list())))
  return await sink.transaction({ scope: 'p/step', source }, (tx) => tx.copy(target, objects))
}

async function differencesOf({ sink }: Fixture, target: Target) {
  const table = await sink.powers.tables!.describe(target.table)
  return { table: table!, differences: compareTable(target, table!.columns) }
}

test('a table that a load made is as its target says, in every type', async () => {
  await using fixture = await duckDbFixture()
  await load(fixture, ALL_TYPES, {})
  expect((await differencesOf(fixture, ALL_TYPES)).differences).toEqual([])
})

test('a table of somebody else, whose text has no length, is loaded, and only wider than its target', async () => {
  await using fixture = await duckDbFixture()
  await rowsOf(fixture.file, `create table events (ID bigint, name varchar)`)
  const target = jsonObject('events', property('id', 'integer'), property('name', 'varchar(8)'))
  await load(fixture, target, { id: 1, name: 'a' })
  expect((await differencesOf(fixture, target)).differences).toMatchObject([
    { kind: 'wider', effect: 'harmless', column: 'id' },
    { kind: 'wider', effect: 'harmless', column: 'name', actual: 'varchar(65535)' },
  ])
})

test('of a table that is narrower than its target, its own lengths count', async () => {
  await using fixture = await duckDbFixture()
  const target = (type: 'varchar(4)' | 'varchar(8)') => jsonObject('events', property('name', type))
  await load(fixture, target('varchar(4)'), { name: 'abcd' })
  const reason = 'does not fit varchar(4), which has at most 4 bytes.'
  await expect(load(fixture, target('varchar(8)'), { name: 'abcde' })).rejects.toMatchObject({
    rejections: [{ column: 'name', value: 'abcde', reason }],
  })
})

test('a table that takes no row of its target is refused, with the statements that help, which keep its rows', async () => {
  await using fixture = await duckDbFixture()
  await load(fixture, jsonObject('events', property('at', 'varchar(32)')), {
    at: '2018-02-01T05:00:00+02:00',
  })
  const target = jsonObject('events', property('at', 'timestamp'), property('more', 'integer'))
  await expect(load(fixture, target, { at: '2018-02-01' })).rejects.toMatchObject({
    message: expect.stringContaining(
      'its column "at" is varchar(32), not timestamp; it has no column "more"',
    ),
    statements: expect.arrayContaining([expect.stringContaining('add column "more" INTEGER')]),
  })
  const { table, differences } = await differencesOf(fixture, target)
  for (const { text } of fixture.sink.powers.tables!.ddl.alter(table, target, differences))
    await rowsOf(fixture.file, text)
  expect((await differencesOf(fixture, target)).differences).toEqual([])
  expect(await fixture.rows('events')).toEqual([{ at: new Date('2018-02-01T03:00:00Z'), more: null }])
})
