import { afterAll, beforeAll, test } from 'vitest'
import { expectEachRowOnce } from '../../../testing/test/random-bad-rows.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('each row of what is loaded is in the table or kept, in Redshift', () =>
  expectEachRowOnce(() => warehouse.fixture(), Number(process.env['ARBALEST_BAD_ROWS'] ?? 5)))
