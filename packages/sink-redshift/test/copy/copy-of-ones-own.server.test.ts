import { run, validate, type SqlStep } from '@arbalest/core'
import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

/** A step whose COPY leaves out two of three rows, twice. */
async function lenientStep({ sink, source }: RedshiftFixture, transaction: 'one' | 'none'): Promise<SqlStep> {
  await warehouse.query('create table events (id integer)')
  await source.put('a.csv', '1\nx\ny\n')
  const text = `copy events from '${source.url}a.csv' iam_role default csv maxerror 9`
  return { kind: 'sql', name: 's', scope: 'p/s', sink, transaction, statements: [{ text }, { text }] }
}

test.each([
  ['one', [4]],
  ['none', [2, 2]],
] as const)('rows that it leaves out are counted, with transaction: %s', async (transaction, rejected) => {
  await using fixture = await warehouse.fixture()
  const step = await lenientStep(fixture, transaction)
  const events = await collect(run([{ name: 'p', steps: [step] }]))
  expect(events.flatMap((event) => (event.type === 'committed' ? [event.receipt.rejected] : []))).toEqual(
    rejected,
  )
  expect(await fixture.rows('events')).toHaveLength(2)
})

test('rows that it would leave out are counted by a validation', async () => {
  await using fixture = await warehouse.fixture()
  const step = await lenientStep(fixture, 'one')
  const [tried, after] = await collect(
    validate([{ name: 'p', steps: [step, { ...step, scope: 'p/t', statements: [{ text: 'select 1' }] }] }]),
  )
  expect(tried).toMatchObject({ rejected: 4, untried: [{}, {}] })
  expect(after).toMatchObject({ rejected: 0 })
  expect(await fixture.rows('events')).toEqual([])
})
