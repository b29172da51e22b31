import assert from 'node:assert/strict'
import { jsonObject, property, type ColumnStorage, type TableStorage } from '@arbalest/core'
import {
  compareTable,
  type Difference,
  type Sink,
  type Statement,
  type Table,
  type Tables,
  type Target,
} from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { inStep, objectOf } from '../fixture-test.js'
import { testIdentity } from './table-identity.js'
import { testWith, type Test } from '../../../test.js'

/** A sink to test that has tables, and a way to change them. */
export interface TablesFixture extends SinkFixture {
  /** Runs one statement of the sink's own, outside of any transaction of the sink's. */
  run(statement: Statement): Promise<void>
  /** How a table with the columns `id` and `at` may be stored, in the sink's own words. Default: the sink has none. */
  readonly storage?: TableStorage | undefined
  /** Another way in which such a table may be stored. */
  readonly otherStorage?: TableStorage | undefined
  /** How a column of text may be stored. */
  readonly textStorage?: ColumnStorage | undefined
}

const stored = ({ storage, textStorage }: TablesFixture): Target =>
  jsonObject(
    { table: 'events', ...storage },
    property('id', 'bigint', { notNull: true }),
    property('at', 'timestamp'),
    property('name', 'varchar(16)', { default: "it's", ...textStorage }),
    property('price', 'decimal(10,2)'),
    property('tags', 'super'),
  )

/** As `EVENTS`, and what documents have come to hold since. */
const MORE = jsonObject(
  { table: 'events', evolve: 'add' },
  property('id', 'integer'),
  property('at', 'varchar(32)'),
  property('user', property('name', 'varchar(8)')),
  property('mag', 'real'),
  property('place', 'varchar(64)'),
)

/** What no column may be added for, beside one that may. */
const NEEDED = jsonObject(
  { table: 'events', evolve: 'add' },
  property('id', 'integer'),
  property('mag', 'real'),
  property('code', 'integer', { notNull: true, default: 7 }),
)

/** `EVENTS`, each column of which is now otherwise than it was, and one more. */
const other = ({ otherStorage }: TablesFixture): Target =>
  jsonObject(
    { table: 'events', ...otherStorage },
    property('id', 'bigint'),
    property('at', 'timestamp'),
    property('user', property('name', 'varchar(64)')),
    property('code', 'integer', { notNull: true, default: 7 }),
    property('needed', 'integer', { notNull: true }),
  )

/**
 * Tests that a sink keeps every promise of `Tables`, if it has that power; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testTables(test, async () => ({ ...fixtureOf(warehouse), run: (statement) => warehouse.query(statement) }))
 * ```
 */
export function testTables(test: Test, create: () => Promise<TablesFixture>): void {
  const it = testWith(test, create)
  testIdentity(it)

  it('makes a table that is as its target says', async (fixture) => {
    const target = stored(fixture)
    for (const statement of tablesOf(fixture.sink).ddl.create(target)) await fixture.run(statement)
    const { columns } = await tableOf(fixture)
    assert.deepEqual(
      columns.map(({ name, type, notNull, hasDefault }) => [name, type, notNull, hasDefault]),
      [
        ['id', 'bigint', true, false],
        ['at', 'timestamp', false, false],
        ['name', 'varchar(16)', false, true],
        ['price', 'numeric(10,2)', false, false],
        ['tags', 'super', false, false],
      ],
    )
    assert.deepEqual(await differencesOf(fixture, target), [])
  })

  it('makes nothing by telling how', async (fixture) => {
    assert.ok(tablesOf(fixture.sink).ddl.create(stored(fixture)).length > 0)
    assert.deepEqual(await fixture.tables(), [])
  })

  it('reports no table if it is missing, and does not make it', async (fixture) => {
    const tables = tablesOf(fixture.sink)
    assert.equal(await tables.describe('events'), undefined)
    assert.deepEqual(await tables.addColumns(MORE), [])
    assert.deepEqual(await fixture.tables(), [])
  })

  it('says whether a table has rows, and whether it is still the same table', async (fixture) => {
    const [first] = tablesOf(fixture.sink).ddl.create(EVENTS)
    await fixture.run(first!)
    const empty = await tableOf(fixture)
    assert.equal(empty.hasRows, false)
    await load(fixture, EVENTS)
    const filled = await tableOf(fixture)
    assert.equal(filled.hasRows, true)
    assert.equal(filled.identity, empty.identity)
  })

  it('adds the columns that are missing, once, and keeps the rows', async (fixture) => {
    const tables = tablesOf(fixture.sink)
    await load(fixture, EVENTS)
    assert.deepEqual(await tables.addColumns(MORE), ['mag', 'place'])
    assert.deepEqual(await tables.addColumns(MORE), [])
    assert.deepEqual(await differencesOf(fixture, MORE), [])
    assert.deepEqual(await fixture.rows('events'), [
      { id: 1, at: '2026-01-01', user_name: null, mag: null, place: null },
    ])
    await load(fixture, MORE)
    assert.equal((await fixture.rows('events')).length, 2)
  })

  it('adds nothing unless the target says so, and no column that must have a value', async (fixture) => {
    const tables = tablesOf(fixture.sink)
    await load(fixture, EVENTS)
    assert.deepEqual(await tables.addColumns({ ...NEEDED, evolve: undefined }), [])
    assert.deepEqual(await tables.addColumns(NEEDED), ['mag'])
    const names = (await tableOf(fixture)).columns.map(({ name }) => name)
    assert.deepEqual(names, ['id', 'at', 'user_name', 'mag'])
  })

  it('adds each column once, however many add it at once', async (fixture) => {
    await load(fixture, EVENTS)
    const others = [await fixture.another(), await fixture.another(), await fixture.another()]
    const answers = await Promise.all(
      [fixture.sink, ...others].map((sink) => tablesOf(sink).addColumns(MORE)),
    )
    assert.deepEqual(answers.flat().toSorted(), ['mag', 'place'])
    assert.deepEqual(await differencesOf(fixture, MORE), [])
  })

  it('returns statements that take away all that stops a load or refuses rows, and keep the rows', async (fixture) => {
    const tables = tablesOf(fixture.sink)
    await load(fixture, EVENTS)
    const target = other(fixture)
    const differences = await differencesOf(fixture, target)
    const before = await fixture.rows('events')
    const statements = tables.ddl.alter(await tableOf(fixture), target, differences)
    assert.deepEqual(await differencesOf(fixture, target), differences, 'telling changes nothing')
    for (const statement of statements) await fixture.run(statement)
    const left = await differencesOf(fixture, target)
    assert.deepEqual(
      left.filter(({ effect }) => effect !== 'harmless'),
      [],
    )
    const after = await fixture.rows('events')
    assert.deepEqual(
      after.map(({ id, user_name, code, needed }) => ({ id: Number(id), user_name, code, needed })),
      before.map(({ id, user_name }) => ({ id, user_name, code: 7, needed: null })),
    )
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('returns no statement if nothing differs', async (fixture) => {
    await load(fixture, EVENTS)
    const differences = await differencesOf(fixture, EVENTS)
    assert.deepEqual(tablesOf(fixture.sink).ddl.alter(await tableOf(fixture), EVENTS, differences), [])
  })
}

function tablesOf({ powers }: Sink): Tables {
  assert.ok(powers.tables, 'the sink has tables')
  return powers.tables
}

async function tableOf({ sink }: SinkFixture): Promise<Table> {
  return (await tablesOf(sink).describe('events')) ?? assert.fail('there is no table "events"')
}

async function differencesOf(fixture: SinkFixture, target: Target): Promise<Difference[]> {
  const table = await tableOf(fixture)
  return [...compareTable(target, table.columns), ...tablesOf(fixture.sink).ddl.compare(table, target)]
}

/** Adds a row to the table, which is made if it is missing. */
async function load(fixture: SinkFixture, target: Target): Promise<void> {
  const objects = await objectOf(fixture, 'a', { id: 1, at: '2026-01-01' })
  await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(target, objects))
}
