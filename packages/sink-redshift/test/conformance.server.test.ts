import {
  testBusy,
  testNotes,
  testNames,
  testRehearsal,
  testRejects,
  testSink,
  testStatements,
  testTables,
} from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('the sink', () => {
  testSink(test, () => warehouse.fixture())
  testRehearsal(test, () => warehouse.fixture())
  testStatements(test, () => warehouse.fixture())
  testRejects(test, () => warehouse.fixture())
  testNames(test, () => warehouse.fixture())
  testBusy(test, () => warehouse.fixture())
  testNotes(test, () => warehouse.fixture())
})

describe('the sink, with replace: rename', () => {
  testSink(test, () => warehouse.fixture({ replace: 'rename' }))
  testRehearsal(test, () => warehouse.fixture({ replace: 'rename' }))
})

describe('its tables', () => {
  testTables(test, async () => ({
    ...(await warehouse.fixture()),
    run: async ({ text }) => void (await warehouse.query(text)),
    storage: { distKey: 'id', sortKey: ['at', 'id'] },
    otherStorage: { sortKey: ['id'], sortStyle: 'interleaved' },
    textStorage: { encode: 'zstd' },
  }))
})
