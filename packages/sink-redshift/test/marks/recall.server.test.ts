import { jsonObject, property, run, type LoadStep, type RunEvent, type RunOptions } from '@arbalest/core'
import { BulkStrategy, ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse
let fixture: RedshiftFixture

beforeAll(async () => {
  warehouse = await startWarehouse()
})

beforeEach(async () => {
  fixture = await warehouse.fixture()
  await fixture.source.put('a', lines({ id: 1 }, { id: 2 }))
})

afterAll(() => warehouse[Symbol.asyncDispose]())

function stepOf(changes: Partial<LoadStep> = {}): LoadStep {
  const { sink, source } = fixture
  return {
    kind: 'load',
    name: 'events',
    scope: 'p/events',
    source,
    strategy: new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, 'p/events'),
    target: EVENTS,
    // Objects here have an id alone.
    drift: { unknown: 'ignore', missing: 'ignore' },
    ...changes,
  }
}

/** Runs a step; returns what was noticed. */
async function runStep(step: LoadStep, options: RunOptions = {}): Promise<string[]> {
  const events: RunEvent[] = []
  for await (const event of run([{ name: 'p', steps: [step] }], options)) events.push(event)
  return events.flatMap((event) => (event.type === 'noticed' ? [event.notice.kind] : []))
}

async function ids(): Promise<number[]> {
  return (await fixture.rows('events')).map(({ id }) => Number(id)).toSorted()
}

test.each([
  ['drop table events', /which is no longer there/],
  ['delete from events', /has no row now/],
  ['truncate events', /has no row now/],
])(
  'after "%s", nothing is loaded until somebody has chosen; to start over is right',
  async (sql, message) => {
    await runStep(stepOf())
    await warehouse.query(sql)
    await fixture.source.put('b', lines({ id: 3 }))
    await expect(runStep(stepOf())).rejects.toThrow(message)
    expect(await ids()).toEqual([])
    await runStep(stepOf(), { fullRefresh: true })
    expect(await ids()).toEqual([1, 2, 3])
  },
)

test('a table that lacks columns has them added before all is loaded anew', async () => {
  await runStep(stepOf())
  const wider = jsonObject(
    { table: 'events', evolve: 'add' },
    property('id', 'integer'),
    property('depth', 'real'),
  )
  await fixture.source.put('a', '{"id":3,"depth":1.5}\n')
  await runStep(stepOf({ target: wider }), { fullRefresh: true })
  expect(await fixture.rows('events')).toMatchObject([{ id: 3, depth: 1.5 }])
})

test('a table made anew with rows is reported once, and taken over', async () => {
  await runStep(stepOf())
  await warehouse.query('create table copied as select * from events')
  await warehouse.query('drop table events')
  await warehouse.query('alter table copied rename to events')
  await fixture.source.put('b', lines({ id: 3 }))
  expect(await runStep(stepOf())).toEqual(['rebuilt'])
  expect(await runStep(stepOf())).toEqual([])
  expect(await ids()).toEqual([1, 2, 3])
})

test('a table of another name is the same if it was renamed', async () => {
  await runStep(stepOf())
  await warehouse.query('alter table events rename to renamed')
  const target = { ...EVENTS, table: 'public.renamed' }
  expect(await runStep(stepOf({ target }))).toEqual([])
  expect(await fixture.tables()).toEqual(['renamed'])
})

test('a first run into a table with rows says so', async () => {
  await warehouse.query('create table events (id integer, at varchar(32), user_name varchar(8))')
  await warehouse.query('insert into events (id) values (9)')
  expect(await runStep(stepOf())).toEqual(['filled'])
  expect(await ids()).toEqual([1, 2, 9])
})

test.each(['delete', 'rename'] as const)('bulk replaces a table by %s without a word', async (replace) => {
  const sink = fixture.sinkWith({ replace })
  const step = () =>
    stepOf({ sink, strategy: new BulkStrategy(), journal: new SinkJournal(sink, 'p/events') })
  for (const id of [3, 4]) {
    expect(await runStep(step())).toEqual([])
    await fixture.source.put('a', lines({ id }))
  }
  expect(await runStep(step())).toEqual([])
  expect(await ids()).toEqual([4])
})

test('a user who may not read the table loads all the same', async () => {
  await runStep(stepOf())
  await warehouse.query('drop user if exists loader')
  await warehouse.query("create user loader password 'Abcdefg1'")
  await warehouse.query('grant insert on events to loader')
  await warehouse.query('grant create on schema public to loader')
  const connection = warehouse.url.replace(/\/\/[^@]*@/, '//loader:Abcdefg1@')
  const sink = fixture.sinkWith({ connection })
  const journal = new SinkJournal(sink, 'p/other')
  await fixture.source.put('b', lines({ id: 3 }))
  for (let again = 0; again < 2; again++)
    expect(await runStep(stepOf({ scope: 'p/other', sink, journal }))).toEqual([])
  expect(await ids()).toEqual([1, 1, 2, 2, 3])
})
