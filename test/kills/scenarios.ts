import { gzipSync } from 'node:zlib'
import { load, properties, rows } from './loaded-rows.js'
import type { Place, Scenario } from './scenario.js'

const daily = (day: string, ...ids: readonly number[]): string =>
  ids.map((id) => `${JSON.stringify({ id, name: `row ${id}`, at: `${day} 12:00:00` })}\n`).join('')

/** `manifest`: objects are added as they come, a transaction for each two. */
export const manifest: Scenario = {
  name: 'manifest, several batches into a new table',
  tables: ['events'],
  changes: {
    'data/a.json': rows(1, 2),
    'data/b.json': rows(3),
    'data/c.json.gz': gzipSync(rows(4, 5)),
    'data/d.json': rows(6),
    'data/e.json': rows(7, 8, 9),
  },
  configure: (place) => ({ steps: [load(place, 'manifest', { batch: 2 })] }),
}

/** `manifest` of files, which are in S3 for as long as COPY reads them; what a kill leaves there, the next load removes. */
const fromFiles: Scenario = {
  ...manifest,
  name: 'manifest of files, by a staging place',
  inFolder: true,
  leaves: /arbalest\/staged\//,
  configure: (place) => ({
    sink: { staging: `s3://${place.bucket}/arbalest/staged/` },
    steps: [load(place, 'manifest', { batch: 2 })],
  }),
}

const whole = {
  tables: ['events'],
  before: { 'data/a.json': rows(1, 2), 'data/b.json': rows(3), 'data/c.json': rows(4) },
  changes: { 'data/a.json': rows(10), 'data/b.json': null, 'data/d.json': rows(5, 6) },
}

export const bulk: Scenario = {
  name: 'bulk, by delete and insert',
  ...whole,
  configure: (place) => ({ steps: [load(place, 'bulk')] }),
}

export const renaming: Scenario = {
  name: 'bulk, by another name',
  ...whole,
  configure: (place) => ({ sink: { replace: 'rename' }, steps: [load(place, 'bulk')] }),
}

export const series: Scenario = {
  name: 'timeseries, a late object and a new day',
  tables: ['events'],
  before: {
    'data/2018-01-31/a.json': daily('2018-01-31', 1, 2),
    'data/2018-02-01/a.json': daily('2018-02-01', 3),
  },
  changes: {
    'data/2018-01-31/b.json': daily('2018-01-31', 4),
    'data/2018-02-02/a.json': daily('2018-02-02', 5, 6),
  },
  configure: ({ source, table }) => ({
    steps: [
      {
        load: 'events',
        source: source('data/', { series: { pattern: '{day}/' } }),
        strategy: { use: 'timeseries', with: { column: 'at' } },
        target: { table: table('events'), properties: { ...properties, at: 'timestamp' } },
      },
    ],
  }),
}

export const summary: Scenario = {
  name: 'SQL after a load',
  tables: ['events', 'summary'],
  before: { 'data/a.json': rows(1, 2) },
  changes: { 'data/b.json': rows(3) },
  configure: (place) => ({
    steps: [
      load(place, 'manifest'),
      {
        sql: 'summary',
        statements: [
          `create table if not exists ${place.table('summary')} (amount integer, greatest integer)`,
          `delete from ${place.table('summary')}`,
          `insert into ${place.table('summary')} select count(*), max(id) from ${place.table('events')}`,
        ],
      },
    ],
  }),
}

/** `evolve: add`: a table of somebody else's, with a row, lacks two columns. */
export const evolving: Scenario = {
  name: 'columns that are added',
  tables: ['events'],
  prepare: ({ table }) => [
    `create table ${table('events')} (id integer)`,
    `insert into ${table('events')} values (0)`,
  ],
  changes: { 'data/a.json': rows(1, 2), 'data/b.json': rows(3) },
  configure: ({ source, table }) => ({
    steps: [
      {
        load: 'events',
        source: source('data/'),
        strategy: { use: 'manifest', with: { batch: 1 } },
        // No document has the column that is added.
        drift: 'ignore',
        target: {
          table: table('events'),
          evolve: 'add',
          properties: { ...properties, note: { type: 'varchar(8)', encode: 'zstd' } },
        },
      },
    ],
  }),
}

const inS3 = {
  tables: ['events'],
  configure: (place: Place) => ({
    journal: { use: 's3', with: { url: `s3://${place.bucket}/arbalest/` } },
    steps: [load(place, 'manifest', { batch: 1 })],
  }),
}

// What a transaction wrote that was not committed: nothing refers to it.
const leaves = /^arbalest\/trial\/events\/(indexes|segments)\//

export const firstInS3: Scenario = {
  name: 'a journal in S3 that begins',
  ...inS3,
  changes: { 'data/a.json': rows(1, 2), 'data/b.json': rows(3) },
  leaves,
}

export const mergingInS3: Scenario = {
  name: 'a journal in S3 that merges its segments',
  ...inS3,
  before: Object.fromEntries([1, 2, 3, 4, 5, 6].map((id) => [`data/${id}.json`, rows(id)])),
  changes: { 'data/7.json': rows(7), 'data/8.json': rows(8), 'data/9.json': rows(9) },
  leaves,
}

// The same rows, whether the run that mends has all to load or only what came last.
const anew = {
  before: { 'data/a.json': rows(1, 2), 'data/b.json': rows(3) },
  changes: { 'data/c.json': rows(4) },
  words: ['--full-refresh'],
}

export const refreshing: Scenario = {
  name: 'everything anew, by --full-refresh',
  tables: ['events'],
  ...anew,
  configure: (place) => ({ steps: [load(place, 'manifest', { batch: 2 })] }),
}

const refreshingInS3: Scenario = {
  name: 'everything anew, by --full-refresh, with a journal in S3',
  ...inS3,
  ...anew,
  leaves,
}

/** `idle`: a run leaves a note, which the next one trusts if it lists the same. */
export const idling: Scenario = {
  name: 'runs that may be idle',
  tables: ['events'],
  before: { 'data/a.json': rows(1, 2), 'data/b.json': rows(3) },
  changes: { 'data/c.json': rows(4), 'data/d.json': rows(5, 6) },
  configure: (place) => ({
    steps: [{ ...load(place, 'manifest', { batch: 1 }), idle: { recheck: '24h' } }],
  }),
}

/** All there are to kill. */
export const scenarios: readonly Scenario[] = [
  manifest,
  fromFiles,
  bulk,
  renaming,
  series,
  summary,
  evolving,
  firstInS3,
  mergingInS3,
  refreshing,
  refreshingInS3,
  idling,
]
