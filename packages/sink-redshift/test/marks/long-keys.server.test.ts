import { LoadError } from '@arbalest/core'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copySource } from '../load-source.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('a row of an object whose key Redshift cuts is reported with all objects that it may be in', async () => {
  await using fixture = await warehouse.fixture()
  const long = `${'k'.repeat(200)}/${'k'.repeat(100)}`
  for (const key of [`${long}/a`, `${long}/b`, 'short']) await fixture.source.put(key, '{"id":1}\n')
  await fixture.source.put(`${long}/b`, '{"id":"x"}\n')

  const error: unknown = await copySource(fixture, EVENTS).catch((reason: unknown) => reason)

  const { url } = fixture.source
  expect(error).toBeInstanceOf(LoadError)
  expect((error as LoadError).rejections).toMatchObject([
    { object: `${url}${long}/a or ${url}${long}/b`, line: 1, column: 'id' },
  ])
})
