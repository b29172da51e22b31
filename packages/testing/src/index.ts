export type { ChangeableSource } from './changeable-source.js'
export { Crash, crashing, type CrashingSink } from './suites/strategy/crash.js'
export { EVENTS, lines, rowOf, type EventDocument, type Row } from './events.js'
export { testBusy } from './suites/sink/powers/busy.js'
export { testJournal, type JournalFixtures } from './suites/journal.js'
export { testLedger } from './suites/sink/powers/ledger.js'
export { memoryFixture } from './memory/fixture.js'
export { MemorySink } from './memory/sink.js'
export { MemorySource } from './memory/source.js'
export { MemoryWarehouse, type StatementMeaning, type WarehouseState } from './memory/warehouse.js'
export { testNotes } from './suites/sink/powers/notes.js'
export { testObserver, type ObserverFixture } from './suites/observer.js'
export { testPlugin, type PluginSamples } from './suites/plugin.js'
export { testMerge } from './suites/sink/powers/merge.js'
export { testNames } from './suites/sink/powers/names.js'
export { testRejects } from './suites/sink/powers/rejects.js'
export { testRehearsal } from './suites/sink/powers/rehearsal.js'
export type { Scenario } from './suites/strategy/scenario.js'
export {
  appendScenario,
  bulkScenario,
  coreScenarios,
  ignoreScenario,
  manifestScenario,
  quarantineScenario,
} from './suites/strategy/core-scenarios.js'
export { testSegments, type SegmentFixtures } from './suites/segments.js'
export { testSplit, testStatements } from './suites/sink/powers/statements.js'
export type { SinkFixture } from './sink-fixture.js'
export { testTables, type TablesFixture } from './suites/sink/powers/tables.js'
export { testSink } from './suites/sink.js'
export { testSource, type SourceFixture } from './suites/source.js'
export { testStrategy, type StrategyFixtures } from './suites/strategy.js'
export type { Test } from './test.js'
