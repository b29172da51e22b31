import { coreScenarios, quarantineScenario, testStrategy } from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('the strategies of core', () => {
  testStrategy(test, [...coreScenarios, quarantineScenario], { create: () => warehouse.fixture() })
})
