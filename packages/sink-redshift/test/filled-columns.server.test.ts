import {
  field,
  jsonObject,
  orderedFields,
  property,
  run,
  validate,
  type LoadStep,
  type TableOptions,
  type Target,
} from '@arbalest/core'
import { BulkStrategy, collect, ManifestStrategy, SinkJournal, type Strategy } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RedshiftSinkConfiguration } from '../src/index.js'
import { avroFile } from './avro-file.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const FILLED: TableOptions = {
  table: 't',
  pathColumns: [
    { name: 'dt', type: 'date' },
    { name: 'region', type: 'varchar(8)' },
    { name: 'hour', type: 'smallint' },
  ],
  loadColumns: { path: '_path', loadedAt: '_loaded_at', run: '_run' },
}

const FIELDS = orderedFields(FILLED, field('id', 'bigint'), field('note', 'varchar(8)'))

/** In each format: the target, and an object with one row of this id. */
const FORMATS: Readonly<
  Record<string, readonly [target: Target, copy: object, write: (id: number) => Promise<string | Buffer>]>
> = {
  json: [
    jsonObject(FILLED, property('id', 'bigint'), property('note', 'varchar(8)')),
    {},
    async (id) => `{"id":${id},"note":"n"}\n`,
  ],
  avro: [
    jsonObject(FILLED, property('id', 'bigint'), property('note', 'varchar(8)')),
    { format: 'avro' },
    (id) => avroFile({ id: 'long', note: 'string' }, [{ id, note: 'n' }]),
  ],
  csv: [FIELDS, { format: 'csv', ignoreHeader: 1 }, async (id) => `note,id\nn,${id}\n`],
  parquet: [
    FIELDS,
    { format: 'parquet' },
    (id) => warehouse.parquet(`select cast(${id} as bigint) as id, cast($$n$$ as varchar(8)) as note`),
  ],
}

const KEYS = [
  "dt=2026-01-05/region=it's%5C/hour=05/a",
  'dt=20260105/region=eu/hour=5/b',
  'dt=2026-01-05/region=eu/hour=5/c',
  'dt=2026-01-06/region=__HIVE_DEFAULT_PARTITION__/hour=23/d',
]

const ROWS = [
  { id: '0', note: 'n', dt: '2026-01-05', region: "it's\\", hour: 5 },
  { id: '1', note: 'n', dt: '2026-01-05', region: 'eu', hour: 5 },
  { id: '2', note: 'n', dt: '2026-01-05', region: 'eu', hour: 5 },
  { id: '3', note: 'n', dt: '2026-01-06', region: null, hour: 23 },
]

function stepOf({ sink, source }: RedshiftFixture, target: Target, strategy: Strategy): LoadStep {
  const journal = new SinkJournal(sink, 'p/s')
  return { kind: 'load', name: 's', scope: 'p/s', source, strategy, sink, journal, target }
}

const rows = () =>
  warehouse.query(`select id, note, cast(dt as varchar) as dt, region, hour from t order by id`)

describe.each(Object.keys(FORMATS))('columns that %s does not give', (format) => {
  const [target, copy, write] = FORMATS[format]!
  const ways: readonly (readonly [Strategy, RedshiftSinkConfiguration['replace']])[] = [
    [new ManifestStrategy(), 'delete'],
    [new BulkStrategy(), 'delete'],
    [new BulkStrategy(), 'rename'],
  ]
  test.each(ways.map(([strategy, replace]) => [strategy.way({}), replace, strategy] as const))(
    'are filled by %s, with replace: %s',
    async (_, replace, strategy) => {
      await using fixture = await warehouse.fixture({ copy, replace } as Partial<RedshiftSinkConfiguration>)
      for (const [id, key] of KEYS.entries()) await fixture.source.put(key, await write(id))
      const pipelines = [{ name: 'p', steps: [stepOf(fixture, target, strategy)] }]
      const [trial] = await collect(validate(pipelines))
      expect(trial).toMatchObject({ rejected: 0, objects: 4 })
      expect(trial?.error).toBeUndefined()
      const [{ run: id } = { run: '' }] = await collect(run(pipelines))
      expect(await rows()).toEqual(ROWS)
      expect(
        await warehouse.query(
          `select count(distinct _path) as paths, count(distinct _loaded_at) as times, min(_run) as run,
             bool_and(abs(datediff(minute, _loaded_at, sysdate)) < 5) as recent from t`,
        ),
      ).toEqual([{ paths: '4', times: '1', run: id, recent: true }])
      expect(await fixture.tables()).toEqual(['t'])
      expect((await collect(run(pipelines))).map(({ type }) => type)).not.toContain('loading')
    },
  )
})

test('a table that lacks them is refused, or given them by evolve: add', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table t (id bigint, note varchar(8))')
  await fixture.source.put('dt=2026-01-05/region=eu/hour=5/a', '{"id":1}\n')
  const [target] = FORMATS['json']!
  const strategy = new ManifestStrategy()
  const refused = collect(run([{ name: 'p', steps: [stepOf(fixture, target, strategy)] }]))
  await expect(refused).rejects.toMatchObject({ code: 'TARGET_MISMATCH' })
  await collect(run([{ name: 'p', steps: [stepOf(fixture, { ...target, evolve: 'add' }, strategy)] }]))
  expect(await rows()).toEqual([{ id: '1', note: null, dt: '2026-01-05', region: 'eu', hour: 5 }])
})

test('a row that does not fit is named by its object, whatever its path says', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('dt=2026-01-05/region=eu/hour=5/a', '{"id":1}\n')
  await fixture.source.put('dt=2026-01-06/region=eu/hour=5/b', '{"id":1}\n{"id":"x"}\n')
  const [target] = FORMATS['json']!
  const error: unknown = await collect(
    run([{ name: 'p', steps: [stepOf(fixture, target, new ManifestStrategy())] }]),
  ).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'LOAD_REJECTED', rejections: [{ line: 2, column: 'id', value: 'x' }] })
  expect(String(error)).toContain('dt=2026-01-06/region=eu/hour=5/b')
  expect(String(error)).not.toContain('arbalest_bare')
  expect(await fixture.tables()).toEqual([])
})
