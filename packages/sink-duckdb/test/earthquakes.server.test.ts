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
  for (const schema of ['s3', 'files']) await client.query(`create schema ${schema}`)
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

// One way shows that it comes to the same in Redshift, too, from files as from S3.
test.each<[string, () => Strategy, typeof SERIES | undefined, ('s3' | 'files')[]]>([
  ['by manifest', () => new ManifestStrategy(), undefined, ['s3']],
  ['by bulk', () => new BulkStrategy(), undefined, ['s3', 'files']],
  ['as a series', () => new TimeSeriesStrategy(completeOptions({ column: 'occurred_at' })), SERIES, ['s3']],
])(
  '%s, the same rows are in Redshift and in DuckDB, from S3 and from files',
  async (name, strategy, series, intoRedshift) => {
    const copy = { timeFormat: 'epochmillisecs' } as const
    await using s3 = new S3Source({ url: 's3://acme-events/', series })
    const sources = { s3, files: new FilesSource({ folder: DATA, series }) }
    const inRedshift = []
    for (const from of intoRedshift) {
      await client.query('drop table if exists earthquakes')
      const place = `s3://arbalest-metadata/${name.replaceAll(' ', '-')}-${from}`
      await using redshift = new RedshiftSink(
        completeRedshift({
          connection: sandbox.url,
          iamRole: 'default',
          metadata: `${place}/`,
          staging: `${place}-staged/`,
          marksSchema: from,
          copy: { ...copy, roundEc: true },
        }),
      )
      expect(await load(name, redshift, sources[from], strategy())).toBe(0)
      inRedshift.push((await client.query<Record<string, unknown>>(SELECT)).rows)
    }
    const [expected = [], ...others] = inRedshift
    for (const rows of others) expect(rows).toEqual(expected)
    for (const source of Object.values(sources)) {
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
