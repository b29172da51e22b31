import { coreScenarios, testJournal, testPlugin, testStrategy } from '@arbalest/testing'
import { describe, test } from 'vitest'
import plugin from '../src/index.js'
import { useBucket } from './s3.js'

const s3 = useBucket()

/** Has every other record merge, and segments end after a line or two. */
const EAGER = { fanIn: 2, sizes: { segment: 100, block: 40 } }

testPlugin(test, plugin, {
  valid: [
    { bucket: 'acme-events' },
    { bucket: 'acme-events', prefix: 'meta/', keepDays: 7 },
    { bucket: 'acme-events', region: 'eu-west-1', endpoint: 'http://localhost:9000', forcePathStyle: true },
  ],
  invalid: [
    { options: undefined, places: [''] },
    { options: {}, places: ['bucket'] },
    { options: { bucket: 's3://acme/events', prefix: 's3://acme/' }, places: ['bucket', 'prefix'] },
    { options: { bucket: 'acme', prefix: '', keepDays: -1 }, places: ['prefix', 'keepDays'] },
    { options: { bucket: 'acme', region: 1, endpoint: 'localhost' }, places: ['region', 'endpoint'] },
  ],
})

describe('as any journal', () => {
  testJournal(test, { journal: (sink, scope) => s3.bucket.journal(sink, {}, { scope }) })
})

describe('as any journal, merging eagerly', () => {
  testJournal(test, { journal: (sink, scope) => s3.bucket.journal(sink, EAGER, { scope }) })
})

describe('with every strategy of core, merging eagerly', () => {
  testStrategy(test, coreScenarios, {
    // The sweep compares the marks of runs, and with them the ids of what they wrote.
    journal: (sink, scope) => s3.bucket.journal(sink, { ...EAGER, newId: () => '0'.repeat(16) }, { scope }),
  })
})
