import { fileURLToPath } from 'node:url'
import { jsonObject, property, run, type LoadStep } from '@arbalest/core'
import {
  BulkStrategy,
  ManifestStrategy,
  SinkJournal,
  type Sink,
  type Source,
  type Strategy,
} from '@arbalest/core/plugin'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { completeOptions as completeRedshift, RedshiftSink } from '@arbalest/sink-redshift'
import { FilesSource } from '@arbalest/source-files'
import { S3Source } from '@arbalest/source-s3'
import { completeOptions, TimeSeriesStrategy } from '@arbalest/strategy-timeseries'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { duckDbFixture, rowsOf } from './fixture.js'

const DATA = fileURLToPath(new URL('../../../examples/earthquakes/data', import.meta.url))
const SERIES = { pattern: '{day}/' }
const SELECT =
  'select id, cast(magnitude as varchar) as magnitude, place, cast(occurred_at as varchar) as occurred_at, longitude, latitude from earthquakes order by id'

const TARGET = jsonObject(
  'earthquakes',
  property('id', 'varchar(36)'),
  property(
    'properties',
    property('mag', 'decimal(4,2)', 'magnitude'),
    property('place', 'varchar(256)', 'place'),
    property('time', 'timestamp', 'occurred_at'),
  ),
  property(
    'geometry',
    property('coordinates[0]', 'double precision', 'longitude'),
    property('coordinates[1]', 'double precision', 'latitude'),
  ),
)

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSandbox({ buckets: { 'acme-events': DATA, 'arbalest-metadata': undefined } })
  Object.assign(process.env, sandbox.env)
  client = new Client({ connectionString: sandbox.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await sandbox.stop()
})

/** Loads all there is; returns how many units a second run then finds. */
async function load(name: string, sink: Sink, source: Source, strategy: Strategy): Promise<number> {
  const scope = `earthquakes/${name}`
  const step: LoadStep = {
    kind: 'load',
    name,
    scope,
    source,
    strategy,
    sink,
    journal: new SinkJournal(sink, scope),
    target: TARGET,
  }
  let units = 0
  for (const _ of ['first', 'again']) {
    units = 0
    for await (const event of run([{ name: 'earthquakes', steps: [step] }]))
      if (event.type === 'loading') units += event.units.length
  }
  return units
}

test.each<[string, () => Strategy, typeof SERIES | undefined]>([
  ['by manifest', () => new ManifestStrategy(), undefined],
  ['by bulk', () => new BulkStrategy(), undefined],
  ['as a series', () => new TimeSeriesStrategy(completeOptions({ column: 'occurred_at' })), SERIES],
])(
  '%s, the same rows are in Redshift and, from S3 and from files, in DuckDB',
  async (name, strategy, series) => {
    const copy = { timeFormat: 'epochmillisecs' } as const
    await client.query('drop table if exists earthquakes')
    await using s3 = new S3Source({ bucket: 'acme-events', series })
    await using redshift = new RedshiftSink(
      completeRedshift({
        connection: sandbox.url,
        iamRole: 'default',
        metadata: `s3://arbalest-metadata/${name.replaceAll(' ', '-')}/`,
        marksSchema: 'public',
        copy: { ...copy, roundEc: true },
      }),
    )
    expect(await load(name, redshift, s3, strategy())).toBe(0)
    const { rows: expected } = await client.query<Record<string, unknown>>(SELECT)
    for (const source of [s3, new FilesSource({ folder: DATA, series })]) {
      await using fixture = await duckDbFixture({ copy })
      expect(await load(name, fixture.sink, source, strategy())).toBe(0)
      expect((await rowsOf(fixture.file, SELECT)).map(withoutZeros)).toEqual(expected.map(withoutZeros))
      expect(
        await rowsOf(
          fixture.file,
          'select count(*)::integer as rows, sum(magnitude)::varchar as sum from earthquakes',
        ),
      ).toEqual([{ rows: 1707, sum: '2616.39' }])
    }
  },
)

/** Both write a time with as many decimals as they need, and not alike. */
function withoutZeros(row: Readonly<Record<string, unknown>>): unknown {
  return { ...row, occurred_at: String(row['occurred_at']).replace(/\.?0*$/, '') }
}
