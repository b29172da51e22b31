import { run, type LoadStep } from '@arbalest/core'
import { collect, ManifestStrategy, SinkJournal, type KeptRow } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DATA_API, startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

function stepOf({ sink, source }: RedshiftFixture, more: Partial<LoadStep> = {}): LoadStep {
  return {
    kind: 'load',
    name: 's',
    scope: 'p/s',
    source,
    strategy: new ManifestStrategy({ changed: 'append' }),
    sink,
    journal: new SinkJournal(sink, 'p/s'),
    target: EVENTS,
    onBadRow: { keep: 5_000 },
    ...more,
  }
}

const load = (step: LoadStep) => collect(run([{ name: 'p', steps: [step] }]))

const kept = ({ sink }: RedshiftFixture): Promise<KeptRow[]> =>
  collect(sink.powers.rejects!.rows({ scope: 'p/s' }))

/** What is another each time. */
const OWN = new Set(['loaded_at', 'run', 'entry', 'object', 'unit'])

const BAD = lines({ id: 1 }, { id: 'hunter22' }, { id: 2, user: { name: 'far too long' } })

test('rows that do not fit stand in a view, without what the objects hold, over either connection', async () => {
  const found = []
  for (const connection of [warehouse.url, DATA_API]) {
    await using fixture = await warehouse.fixture({ connection })
    await fixture.source.put('a.json', BAD)
    const events = await load(stepOf(fixture))
    expect(events.at(-1)).toMatchObject({ steps: [{ rows: 1, rejected: 2, kept: 2 }] })
    const rows = await warehouse.query('select * from arbalest_rejects')
    expect(rows).toMatchObject([{ run: events[0]!.run }, {}])
    found.push(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !OWN.has(name)))))
  }
  const common = { pipeline: 'p', step: 's', target: 'events', value: null, raw_line: null, position: '0' }
  const reason = `Invalid digit, Value '\u2026', Pos 0, Type: Integer`
  expect(found[0]).toEqual([
    { ...common, line: '2', column_name: 'id', code: '1207', reason },
    {
      ...common,
      line: '3',
      column_name: 'user_name',
      code: '1204',
      reason: 'String length exceeds DDL length',
    },
  ])
  expect(found[1]).toEqual(found[0])
})

test('with what they hold, if that may be shown', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a.json', BAD)
  await load(stepOf(fixture, { showValues: true }))
  expect(await kept(fixture)).toMatchObject([
    {
      value: 'hunter22',
      rawLine: '{"id":"hunter22"}',
      reason: expect.stringContaining("'h'") as string,
    },
    { value: 'far too long' },
  ])
})

test('each of more than a thousand is kept, those that are alike and stand on one line too', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a.json', `${'{"id":"x"}'.repeat(300)}{"id":1}\n`)
  await fixture.source.put('b.json', lines({ id: 2 }, ...Array.from({ length: 800 }, () => ({ id: 'y' }))))
  const events = await load(stepOf(fixture))
  expect(events.at(-1)).toMatchObject({ steps: [{ rows: 2, rejected: 1_100, kept: 1_100 }] })
  expect(await fixture.sink.powers.rejects!.count('p/s')).toBe(1_100)
  expect((await kept(fixture)).filter(({ object }) => object.endsWith('a.json'))).toHaveLength(300)
})

test('rows of what replaces others are kept of it alone', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a.json', BAD)
  await load(stepOf(fixture))
  await fixture.source.put('a.json', lines({ id: 3 }))
  await load(stepOf(fixture))
  expect(await kept(fixture)).toEqual([])
  expect(await fixture.rows('events')).toHaveLength(2)
})

test('nothing is loaded if nobody may read which rows were left out, and nothing is lost', async () => {
  await using fixture = await warehouse.fixture({ connection: warehouse.url })
  await fixture.source.put('a.json', BAD)
  await warehouse.query('alter view pg_catalog.stl_load_errors rename to hidden')
  try {
    await expect(
      collect(run([{ name: 'p', steps: [stepOf(fixture)] }], { retries: 0 })),
    ).rejects.toMatchObject({
      code: 'UNACCOUNTED',
      message: expect.stringContaining(
        '2 rows of "events" do not fit, and the sink names only 0 of them',
      ) as string,
    })
  } finally {
    await warehouse.query('alter view pg_catalog.hidden rename to stl_load_errors')
  }
  expect(await fixture.rows('events')).toEqual([])
})

test('reports of an earlier COPY of the same object are not kept in place of those that are still to come', async () => {
  await using fixture = await warehouse.fixture({ connection: warehouse.url })
  await fixture.source.put('a.json', lines({ id: 'x' }, { id: 1 }))
  await load(stepOf(fixture))
  await fixture.source.put('a.json', lines({ id: 2 }, { id: 'y' }))
  await warehouse.query('alter view pg_catalog.stl_load_errors rename to late')
  const late = await warehouse.query('select max(query) as query from pg_catalog.late')
  await warehouse.query(
    `create view pg_catalog.stl_load_errors as select * from pg_catalog.late where query <= ${String(late[0]?.['query'])}`,
  )
  await warehouse.query('grant select on pg_catalog.stl_load_errors to public')
  try {
    await expect(
      collect(run([{ name: 'p', steps: [stepOf(fixture)] }], { retries: 0 })),
    ).rejects.toMatchObject({ code: 'UNACCOUNTED' })
  } finally {
    await warehouse.query('drop view pg_catalog.stl_load_errors')
    await warehouse.query('alter view pg_catalog.late rename to stl_load_errors')
  }
  expect((await kept(fixture)).map(({ line }) => line)).toEqual([1])
  expect((await load(stepOf(fixture))).at(-1)).toMatchObject({ steps: [{ rows: 1, kept: 1 }] })
  expect((await kept(fixture)).map(({ line }) => line)).toEqual([2])
})
