import {
  testLedger,
  testMerge,
  testNames,
  testPlugin,
  testRehearsal,
  testSink,
  testSplit,
  testTables,
} from '@arbalest/testing'
import { describe, test } from 'vitest'
import plugin from '../src/index.js'
import { duckDbFixture } from './fixture.js'

testPlugin(test, plugin, {
  valid: [
    { file: 'events.duckdb' },
    { file: '/data/events.duckdb', wait: '5m', copy: { format: 'csv', header: true, delimiter: ';' } },
  ],
  invalid: [
    { options: {}, places: ['file'] },
    { options: { file: '' }, places: ['file'] },
    { options: { file: ':memory:' }, places: ['file'] },
    { options: { file: 's3://acme/events.duckdb' }, places: ['file'] },
    {
      options: { file: 'a', wait: '1', copy: { format: 'xml', delimiter: '' } },
      places: ['wait', 'copy.format', 'copy.delimiter'],
    },
  ],
})

describe('the sink', () => {
  testSink(test, duckDbFixture)
  testLedger(test, duckDbFixture)
  testMerge(test, duckDbFixture)
  testNames(test, duckDbFixture)
  testRehearsal(test, duckDbFixture)
  testSplit(test, duckDbFixture)
  testTables(test, duckDbFixture)
})
