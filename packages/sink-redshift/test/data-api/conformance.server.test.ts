import {
  coreScenarios,
  testBusy,
  testRehearsal,
  testSink,
  testStatements,
  testStrategy,
  testTables,
} from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { DATA_API, startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const fixture = () => warehouse.fixture({ connection: DATA_API })

describe('the sink', () => {
  testSink(test, fixture)
  testRehearsal(test, fixture)
  testStatements(test, fixture)
  testBusy(test, fixture)
})

describe('its tables', () => {
  testTables(test, async () => ({
    ...(await fixture()),
    run: async ({ text }) => void (await warehouse.query(text)),
    storage: { distKey: 'id', sortKey: ['at', 'id'] },
    otherStorage: { sortKey: ['id'], sortStyle: 'interleaved' },
    textStorage: { encode: 'zstd' },
  }))
})

// `npm run data-api` takes the others too.
describe('a strategy of core', () => {
  const manifest = coreScenarios.filter(({ name }) => name === 'manifest')
  testStrategy(test, manifest, { create: fixture })
})
