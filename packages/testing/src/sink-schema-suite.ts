import assert from 'node:assert/strict'
import {
  compareTable,
  jsonObject,
  property,
  type Sink,
  type SinkSchema,
  type Statement,
  type TableColumn,
  type Target,
} from '@arbalest/core'
import { EVENTS } from './events.js'
import type { SinkFixture } from './sink-fixture.js'
import { objectOf } from './sink-suite/fixture-test.js'
import { testWith, type Test } from './test.js'

/** A sink to test that has tables, and a way to change them. */
export interface SinkSchemaFixture extends SinkFixture {
  /** Runs one statement of the sink's own, outside of any transaction of the sink's. */
  run(statement: Statement): Promise<void>
}

const STORED = jsonObject(
  { table: 'events', distKey: 'id', sortKey: ['at', 'id'] },
  property('id', 'bigint', { notNull: true }),
  property('at', 'timestamp'),
  property('name', 'varchar(16)', { default: "it's", encode: 'zstd' }),
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
  property('place', 'varchar(64)', { encode: 'zstd' }),
)

/** What no column may be added for, beside one that may. */
const NEEDED = jsonObject(
  { table: 'events', evolve: 'add' },
  property('id', 'integer'),
  property('mag', 'real'),
  property('code', 'integer', { notNull: true, default: 7 }),
)

/** `EVENTS`, each column of which is now otherwise than it was, and one more. */
const OTHER = jsonObject(
  { table: 'events', sortKey: ['id'], sortStyle: 'interleaved' },
  property('id', 'bigint'),
  property('at', 'timestamp', { encode: 'az64' }),
  property('user', property('name', 'varchar(64)')),
  property('code', 'integer', { notNull: true, default: 7 }),
  property('needed', 'integer', { notNull: true }),
)

/** That a sink keeps every promise of `SinkSchema`; `create` makes a fresh, isolated fixture. */
export function testSinkSchema(test: Test, create: () => Promise<SinkSchemaFixture>): void {
  const it = testWith(test, create)

  it('makes a table that is as its target says', async (fixture) => {
    const schema = schemaOf(fixture.sink)
    for (const statement of schema.create(STORED)) await fixture.run(statement)
    const columns = await columnsOf(fixture)
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
    assert.deepEqual(await differencesOf(fixture, STORED), [])
  })

  it('makes nothing by telling how', async (fixture) => {
    assert.ok(schemaOf(fixture.sink).create(STORED).length > 0)
    assert.deepEqual(await fixture.tables(), [])
  })

  it('tells nothing of a table that is missing, and does not make it', async (fixture) => {
    const schema = schemaOf(fixture.sink)
    assert.equal(await schema.columns('events'), undefined)
    assert.equal(await schema.storage('events'), undefined)
    assert.deepEqual(await schema.evolve(MORE), [])
    assert.deepEqual(await schema.alter(MORE, []), [])
    assert.deepEqual(await fixture.tables(), [])
  })

  it('adds the columns that are missing, once, and keeps the rows', async (fixture) => {
    const schema = schemaOf(fixture.sink)
    await load(fixture, EVENTS)
    assert.deepEqual(await schema.evolve(MORE), ['mag', 'place'])
    assert.deepEqual(await schema.evolve(MORE), [])
    assert.deepEqual(await differencesOf(fixture, MORE), [])
    assert.deepEqual(await fixture.rows('events'), [
      { id: 1, at: '2026-01-01', user_name: null, mag: null, place: null },
    ])
    await load(fixture, MORE)
    assert.equal((await fixture.rows('events')).length, 2)
  })

  it('adds nothing unless the target says so, and no column that must have a value', async (fixture) => {
    const schema = schemaOf(fixture.sink)
    await load(fixture, EVENTS)
    assert.deepEqual(await schema.evolve({ ...NEEDED, evolve: undefined }), [])
    assert.deepEqual(await schema.evolve(NEEDED), ['mag'])
    const names = (await columnsOf(fixture)).map(({ name }) => name)
    assert.deepEqual(names, ['id', 'at', 'user_name', 'mag'])
  })

  it('adds each column once, however many add it at once', async (fixture) => {
    await load(fixture, EVENTS)
    const others = [await fixture.another(), await fixture.another(), await fixture.another()]
    const answers = await Promise.all([fixture.sink, ...others].map((sink) => schemaOf(sink).evolve(MORE)))
    assert.deepEqual(answers.flat().toSorted(), ['mag', 'place'])
    assert.deepEqual(await differencesOf(fixture, MORE), [])
  })

  it('tells statements that take away all that stops a load or refuses rows, and keep the rows', async (fixture) => {
    const schema = schemaOf(fixture.sink)
    await load(fixture, EVENTS)
    const differences = await differencesOf(fixture, OTHER)
    const before = await fixture.rows('events')
    const statements = await schema.alter(OTHER, differences)
    assert.deepEqual(await differencesOf(fixture, OTHER), differences, 'telling changes nothing')
    for (const statement of statements) await fixture.run(statement)
    const left = await differencesOf(fixture, OTHER)
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

  it('tells no statement where nothing differs', async (fixture) => {
    await load(fixture, EVENTS)
    assert.deepEqual(await schemaOf(fixture.sink).alter(EVENTS, await differencesOf(fixture, EVENTS)), [])
  })
}

function schemaOf({ schema }: Sink): SinkSchema {
  assert.ok(schema, 'the sink has a schema')
  return schema
}

async function columnsOf({ sink }: SinkFixture): Promise<readonly TableColumn[]> {
  return (await schemaOf(sink).columns('events')) ?? assert.fail('there is no table "events"')
}

async function differencesOf(fixture: SinkFixture, target: Target) {
  const storage = await schemaOf(fixture.sink).storage('events')
  return compareTable(target, await columnsOf(fixture), storage)
}

/** Adds a row to the table, which is made if it is missing. */
async function load(fixture: SinkFixture, target: Target): Promise<void> {
  const objects = await objectOf(fixture, 'a', { id: 1, at: '2026-01-01' })
  await fixture.sink.transaction('p/step', (tx) => tx.copy(target, objects))
}
