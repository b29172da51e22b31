import type { Sink, VerifiedSegment } from '@arbalest/core/plugin'
import { completeOptions, TimeSeriesStrategy } from '@arbalest/strategy-timeseries'
import {
  coreScenarios,
  lines,
  rowOf,
  testJournal,
  testPlugin,
  testSegments,
  testStrategy,
  type ChangeableSource,
  type Scenario,
} from '@arbalest/testing'

import { describe, test } from 'vitest'
import plugin from '../src/index.js'
import { useBucket } from './s3.js'

const s3 = useBucket()

/** Has every other record merge, and segments end after a line or two. */
const EAGER = { fanIn: 2, sizes: { segment: 100, block: 40 } }

testPlugin(test, plugin, {
  valid: [
    { url: 's3://acme-events/arbalest' },
    { url: 's3://acme-events/meta/', keepDays: 7 },
    {
      url: 's3://acme-events/arbalest',
      region: 'eu-west-1',
      endpoint: 'http://localhost:9000',
      forcePathStyle: true,
    },
  ],
  invalid: [
    { options: {}, places: ['url'] },
    { options: { url: 'acme/arbalest/' }, places: ['url'] },
    { options: { bucket: 'acme', prefix: 'journal/', keepDays: -1 }, places: ['bucket', 'keepDays'] },
    { options: { url: 's3://acme/', keepDays: -1 }, places: ['url', 'keepDays'] },
    { options: { url: 's3://acme/a', region: 1, endpoint: 'localhost' }, places: ['region', 'endpoint'] },
  ],
})

const spoil = ({ url }: VerifiedSegment) =>
  s3.bucket.put(url.slice(`s3://${s3.bucket.name}/`.length), 'spoilt')

describe('as any journal', () => {
  const journal = (sink: Sink, scope: string) => s3.bucket.journal(sink, {}, { scope })
  testJournal(test, { journal })
  testSegments(test, { journal, spoil })
})

describe('as any journal, merging eagerly', () => {
  const eager = { fanIn: 2, sizes: { segment: 2_000, block: 500 } }
  const journal = (sink: Sink, scope: string) => s3.bucket.journal(sink, eager, { scope })
  testJournal(test, { journal })
  testSegments(test, { journal, spoil })
})

const putDay = (key: string, id: number) => (source: ChangeableSource) =>
  source.put(key, lines({ id, at: key.slice(0, 10) }))

/** A day is replaced when an object of it comes or goes, and of the days the newest two are listed. */
const timeSeriesScenario: Scenario = {
  name: 'timeseries',
  strategy: () => new TimeSeriesStrategy(completeOptions({ column: 'at', lookback: '2 days' })),
  partitionOf: (key) => key.slice(0, 10),
  changes: [
    async (source) => {
      for (const day of [1, 2, 3]) await putDay(`2026-01-0${day}/a`, day)(source)
    },
    putDay('2026-01-02/b', 4),
    putDay('2026-01-04/a', 5),
    (source) => source.remove('2026-01-02/a'),
  ],
  rows: [1, 3, 4, 5].map((id) => rowOf({ id, at: `2026-01-0${id === 4 ? 2 : Math.min(id, 4)}` })),
}

describe('with every strategy, merging eagerly', () => {
  testStrategy(test, [...coreScenarios, timeSeriesScenario], {
    // The sweep compares the marks of runs, and with them the ids of what they wrote.
    journal: (sink, scope) => s3.bucket.journal(sink, { ...EAGER, newId: () => '0'.repeat(16) }, { scope }),
  })
})
