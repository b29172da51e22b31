import { describe, test } from 'vitest'
import { SinkJournal } from '@arbalest/core/plugin'
import {
  coreScenarios,
  quarantineScenario,
  memoryFixture,
  MemorySource,
  testJournal,
  testMerge,
  testLedger,
  testBusy,
  testNotes,
  testNames,
  testRehearsal,
  testRejects,
  testSink,
  testSource,
  testStatements,
  testStrategy,
} from '../src/index.js'

describe('the memory source', () => {
  testSource(test, async () => ({ source: new MemorySource(), async [Symbol.asyncDispose]() {} }))
})

describe('the memory sink', () => {
  testSink(test, memoryFixture)
  testRehearsal(test, memoryFixture)
  testStatements(test, memoryFixture)
  testNames(test, memoryFixture)
  testMerge(test, memoryFixture)
  testRejects(test, memoryFixture)
  testLedger(test, memoryFixture)
  testBusy(test, memoryFixture)
  testNotes(test, memoryFixture)
})

describe('the strategies of core, in memory', () => {
  testStrategy(test, [...coreScenarios, quarantineScenario])
})

describe('the sink journal, in memory', () => {
  testJournal(test, { journal: (sink, scope) => new SinkJournal(sink, scope) })
})
