import { coreScenarios, testStrategy } from '@arbalest/testing'
import { describe, test } from 'vitest'
import { keeping } from '../../strategy-merge/test/scenarios.js'
import { duckDbFixture } from './fixture.js'

describe('strategies, into DuckDB', () => {
  // The others differ from these in which units they find, and do nothing else to a sink.
  const scenarios = coreScenarios.filter(({ name }) => ['bulk', 'manifest'].includes(name))
  testStrategy(test, [...scenarios, keeping], { create: duckDbFixture })
})
