import { testMerge } from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('merges', () => {
  testMerge(test, () => warehouse.fixture())
})

describe('merges, with replace: rename', () => {
  testMerge(test, () => warehouse.fixture({ replace: 'rename' }))
})
