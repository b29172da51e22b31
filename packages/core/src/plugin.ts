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
} from './contracts/diagnosis.js'
export { digest } from './contracts/digest.js'
export { chunk, collect, each, pages, sideBySide } from './contracts/iterables.js'
export {
  JOURNAL_HEAD,
  type Journal,
  type JournalUpkeep,
  type Snapshot,
  type VerifiedSegment,
} from './contracts/journal.js'
export { ascending, compareKeys } from './contracts/keys.js'
export type { LedgerEntry } from './contracts/ledger.js'
export type { Mark, MarkChange, MarkState, Origin } from './contracts/mark.js'
export type { MergeDeletion, Merged, MergeOptions } from './contracts/merge.js'
export type { Observer } from './contracts/observer.js'
export { optionsSchema } from './contracts/options-schema.js'
export {
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type PartitionBounds,
  type PartitionKind,
  type Series,
} from './contracts/partition.js'
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
export type { Sink } from './contracts/sink.js'
export type {
  ExecuteAlone,
  Ledger,
  LedgerOptions,
  Names,
  Rehearse,
  Rehearsed,
  SinkNeeds,
  SinkPowers,
  Split,
  Tables,
  TableStatements,
  Untried,
} from './contracts/sink-powers.js'
export type { ByteRange, ListOptions, Source, SourceObject } from './contracts/source.js'
export type { Loaded, Strategy } from './contracts/strategy.js'
export type {
  Copied,
  Executed,
  Rejected,
  Replaced,
  ReplaceOptions,
  RowRange,
  Transaction,
  TransactionContext,
} from './contracts/transaction.js'
export type { PendingUnit, Unit } from './contracts/unit.js'
export { unmarked } from './built-in/unmarked.js'
export { contentKind, type ContentKind } from './faults/content-kind.js'
export { closedObject } from './faults/closed-object.js'
export * from './faults/errors.js'
export { formatPath, type Fault, type FaultPath } from './faults/fault.js'
export { withoutQuotes, type Rejection } from './faults/rejection.js'
export { parseColumnType } from './tables/column-type.js'
export { columnsToAdd, mayBeAdded } from './tables/columns-to-add.js'
export { compareColumns } from './tables/compare-columns.js'
export { compareTable } from './tables/compare-table.js'
export { columnName } from './tables/json-object.js'
export type { Difference, Effect } from './tables/difference.js'
export { matchFields } from './tables/match-fields.js'
export type { DocumentNames, FieldNames, NameCount, NameCounts, ObjectNames, Unread } from './tables/names.js'
export type { Table, TableColumn } from './tables/table.js'
export type { Column, Path, Target } from './tables/target.js'
export type { Statement, StatementValue, StepTransaction } from './contracts/statement.js'
