import { coreScenarios, testStrategy } from '@arbalest/testing'
import { describe, test } from 'vitest'
import { duckDbFixture } from './fixture.js'

describe('the strategies of core, into DuckDB', () => {
  // The others differ from these in which units they find, and do nothing else to a sink.
  const scenarios = coreScenarios.filter(({ name }) => ['bulk', 'manifest'].includes(name))
  testStrategy(test, scenarios, { create: duckDbFixture })
})
