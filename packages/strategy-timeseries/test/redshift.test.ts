import { testStrategy } from '@arbalest/testing'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startRedshift, type Redshift } from './redshift.js'
import { scenarios } from './scenarios.js'

let redshift: Redshift

beforeAll(async () => {
  redshift = await startRedshift()
})

afterAll(() => redshift[Symbol.asyncDispose]())

describe('the strategy, in Redshift', () => {
  testStrategy(test, scenarios, { create: () => redshift.fixture() })
})
