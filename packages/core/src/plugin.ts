export { BulkStrategy } from './built-in/bulk.js'
export { ManifestStrategy } from './built-in/manifest.js'
export { SinkJournal } from './built-in/sink-journal.js'
export {
  remedyFor,
  type Diagnosis,
  type Finding,
  type Grant,
  type PolicyStatement,
  type Remedy,
  type Right,
} from './faults/diagnosis.js'
export { durationSchema, parseDuration } from './contracts/duration.js'
export { chunk, collect, each, pages, sideBySide } from './contracts/source/iterables.js'
// By a star, as packages add to it by declaration merging.
export * from './contracts/known-plugins.js'
export { JOURNAL_HEAD, type Journal, type Snapshot } from './contracts/journal/journal.js'
export type { JournalUpkeep, VerifiedSegment } from './contracts/journal/journal-upkeep.js'
export { ascending, compareKeys, unsorted } from './contracts/source/keys.js'
export type { LedgerEntry } from './contracts/sink/ledger.js'
export type { Mark, MarkChange, MarkState, Origin } from './contracts/sink/mark.js'
export type { MergeDeletion, Merged, MergeOptions } from './contracts/sink/merge.js'
export type { Observer } from './contracts/events/observer.js'
export { optionsSchema } from './contracts/options-schema.js'
export {
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type PartitionBounds,
  type PartitionKind,
  type Series,
} from './contracts/source/partition.js'
export {
  definePlugin,
  type AnyPlugin,
  type OptionsSchema,
  type Parts,
  type Plugin,
  type PluginContext,
  type PluginKind,
  type TargetSchemas,
} from './contracts/plugin.js'
export type { Notes } from './contracts/sink/notes.js'
export type { BadRows, KeptRow, Rejects, RejectsOptions } from './contracts/sink/rejects.js'
export type { Sink } from './contracts/sink/sink.js'
export type {
  ExecuteAlone,
  Ledger,
  LedgerOptions,
  Names,
  Busy,
  Rehearse,
  Rehearsed,
  SinkNeeds,
  SinkPowers,
  Split,
  Tables,
  TableStatements,
  Untried,
} from './contracts/sink/sink-powers.js'
export type { ByteRange, ListOptions, Source, SourceObject } from './contracts/source/source.js'
export type { Loaded, Strategy } from './contracts/strategy/strategy.js'
export type {
  Copied,
  Executed,
  Rejected,
  Replaced,
  ReplaceOptions,
  RowRange,
  Transaction,
  TransactionContext,
} from './contracts/sink/transaction.js'
export { total } from './contracts/strategy/total.js'
export { digest, type PendingUnit, type QuarantinedUnit, type Unit } from './contracts/strategy/unit.js'
export { unmarked } from './built-in/unmarked.js'
export { contentKind, type ContentKind } from './faults/content-kind.js'
export { amount, counted } from './faults/counted.js'
export { faultsOfValues } from './faults/faults-of-values.js'
export { closedObject } from './faults/closed-object.js'
export * from './faults/errors.js'
export { formatPath, type Fault, type FaultPath } from './faults/fault.js'
export { withoutQuotes, type Rejection } from './faults/rejection.js'
export { parseColumnType } from './tables/columns/column-type.js'
export { columnsToAdd, mayBeAdded } from './tables/comparison/columns-to-add.js'
export { compareColumns } from './tables/comparison/compare-columns.js'
export { compareTable } from './tables/comparison/compare-table.js'
export { fitValue } from './tables/columns/fit-value.js'
export { readHivePath, type PathPart, type PathReader } from './tables/target/path-parts.js'
export { columnName } from './tables/target/json-object.js'
export type { Difference, Effect } from './tables/comparison/difference.js'
export { fitTarget } from './tables/comparison/fit-target.js'
export { mismatchOf } from './tables/comparison/mismatch.js'
export { matchFields } from './tables/names/match-fields.js'
export {
  NAMED_ELEMENTS,
  type DocumentNames,
  type FieldNames,
  type FirstRecord,
  type NameCount,
  type NameCounts,
  type ObjectNames,
  type Unread,
} from './tables/names/names.js'
export type { Table, TableColumn } from './tables/comparison/table.js'
export type {
  Constant,
  Filling,
  LoadFilling,
  PathFilling,
  TransactionTime,
} from './tables/columns/filling.js'
export { copiedColumns, type Column, type Path, type Target } from './tables/target/target.js'
export type { Statement, StatementValue, StepTransaction } from './contracts/sink/statement.js'
export { VERSION } from './contracts/version.js'
