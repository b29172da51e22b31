import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { jsonObject, plan, property, run, type LoadStep, type TableOptions } from '../../src/index.js'
import { BulkStrategy, ManifestStrategy, SinkJournal, type Strategy } from '../../src/plugin.js'

function stepOf(
  objects: Readonly<Record<string, string>>,
  options: Omit<TableOptions, 'table'>,
  strategy: Strategy = new ManifestStrategy(),
) {
  const warehouse = new MemoryWarehouse()
  const sink = new MemorySink(warehouse)
  const step: LoadStep = {
    kind: 'load',
    name: 's',
    scope: 'p/s',
    source: new MemorySource(objects),
    strategy,
    sink,
    journal: new SinkJournal(sink, 'p/s'),
    target: jsonObject({ table: 't', ...options }, property('id', 'integer')),
  }
  return { warehouse, pipelines: [{ name: 'p', steps: [step] }] }
}

async function rowsAfter(...given: Parameters<typeof stepOf>) {
  const { warehouse, pipelines } = stepOf(...given)
  let id: string | undefined
  for await (const event of run(pipelines)) id = event.run
  return { rows: warehouse.rows('t').toSorted((a, b) => Number(a['id']) - Number(b['id'])), run: id }
}

const HIVE = {
  'in/dt=2026-01-05/region=eu/a': lines({ id: 1 }),
  'in/dt=20260105/region=eu/b': lines({ id: 2 }),
  'in/dt=2026-01-06/region=__HIVE_DEFAULT_PARTITION__/a': lines({ id: 3 }),
}

const PATH: Omit<TableOptions, 'table'> = {
  pathColumns: [
    { name: 'dt', type: 'date' },
    { name: 'region', type: 'varchar(8)' },
  ],
}

describe('columns of the path', () => {
  for (const strategy of [new ManifestStrategy(), new BulkStrategy()]) {
    test(`are filled from folders called name=value, by ${strategy.way()}`, async () => {
      const { rows } = await rowsAfter(HIVE, PATH, strategy)
      expect(rows).toEqual([
        { id: 1, dt: '2026-01-05', region: 'eu' },
        { id: 2, dt: '2026-01-05', region: 'eu' },
        { id: 3, dt: '2026-01-06', region: null },
      ])
    })
  }

  test('are filled by a pattern, from one part or several', async () => {
    const { rows } = await rowsAfter(
      { 'in/2026/1/05/14/a': lines({ id: 1 }) },
      {
        pathPattern: 'in/{year}/{month}/{day}/{hour}/',
        pathColumns: [
          { name: 'hour', type: 'smallint' },
          { name: 'at', type: 'timestamp', from: '{year}-{month}-{day} {hour}:00' },
        ],
      },
    )
    expect(rows).toEqual([{ id: 1, hour: 14, at: '2026-01-05 14:00:00' }])
  })

  test.each<[string, Partial<TableOptions>, string]>([
    [
      'in/region=eu/a',
      {},
      'memory:in/region=eu/a: its key has no folder "dt=…", which the column "dt" takes',
    ],
    ['dt=2026-02-30/region=eu/a', {}, 'the part "dt=2026-02-30" of its key does not fit the column "dt"'],
    ['dt=20260105/region=southeast/a', {}, '"region=southeast" of its key does not fit the column "region"'],
    ['a/b', { pathPattern: '{dt}/{region}/' }, 'its key does not begin like "{dt}/{region}/"'],
  ])('stop a load of %s', async (key, options, words) => {
    const { warehouse, pipelines } = stepOf({ [key]: lines({ id: 1 }) }, { ...PATH, ...options })
    const all = (async () => {
      for await (const _ of run(pipelines)) void _
    })()
    await expect(all).rejects.toMatchObject({ code: 'PATH_INVALID', message: expect.stringContaining(words) })
    expect(warehouse.rows('t')).toEqual([])
  })

  test('stop a load if one must have a value, and the path says that it has none', async () => {
    const { pipelines } = stepOf(HIVE, { pathColumns: [{ name: 'region', type: 'char(2)', notNull: true }] })
    const all = (async () => {
      for await (const _ of run(pipelines)) void _
    })()
    await expect(all).rejects.toThrow(
      '"region=__HIVE_DEFAULT_PARTITION__" of its key is not a value, and the column "region" must have one',
    )
  })
})

test('columns of the load take the URL, the time and the run', async () => {
  const { rows, run: id } = await rowsAfter(HIVE, {
    loadColumns: { path: '_path', loadedAt: '_loaded_at', run: '_run' },
  })
  expect(rows.map((row) => row['_path'])).toEqual(Object.keys(HIVE).toSorted().map(urlOf).toSorted(byId))
  expect(new Set(rows.map((row) => row['_run']))).toEqual(new Set([id]))
  expect(new Set(rows.map((row) => String(row['_loaded_at']))).size).toBe(1)
  expect(rows[0]?.['_loaded_at']).toBeInstanceOf(Date)
})

const urlOf = (key: string) => `memory:${key}`
const byId = (a: string, b: string) => idOf(a) - idOf(b)
const idOf = (url: string) => Object.keys(HIVE).map(urlOf).indexOf(url)

describe('a plan', () => {
  const copiesOf = async (...given: Parameters<typeof stepOf>) => {
    for await (const { pending } of plan(stepOf(...given).pipelines)) return pending
    return undefined
  }

  test('counts the copies of the largest transaction', async () => {
    expect(await copiesOf(HIVE, PATH)).toMatchObject({ copies: 2, notices: [] })
    expect(await copiesOf(HIVE, PATH, new ManifestStrategy({ batch: 1 }))).toMatchObject({ copies: 1 })
    expect(await copiesOf(HIVE, {})).not.toHaveProperty('copies')
  })

  test('warns above a hundred', async () => {
    const objects = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, id) => [`n=${id}/a`, lines({ id })]))
    const options = { pathColumns: [{ name: 'n', type: 'integer' }] }
    expect(await copiesOf(objects(100), options)).toMatchObject({ copies: 100, notices: [] })
    expect(await copiesOf(objects(101), options)).toMatchObject({
      notices: [{ kind: 'copies', look: false, copies: 101 }],
    })
  })
})

test('a column of the path that is new has a bulk load begin anew', async () => {
  const { warehouse, pipelines } = stepOf(HIVE, PATH, new BulkStrategy())
  for await (const _ of run(pipelines)) void _
  const step = pipelines[0]!.steps[0]!
  const target = jsonObject({ table: 't', loadColumns: { path: 'p' } }, property('id', 'integer'))
  for await (const _ of run([{ name: 'p', steps: [{ ...step, target }] }])) void _
  expect(warehouse.rows('t')).toHaveLength(3)
  expect(warehouse.rows('t')[0]).toHaveProperty('p')
})
