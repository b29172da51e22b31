export { check, closedObject } from './check.js'
export type { ColumnAttributes, Encoding } from './column-attributes.js'
export { parseColumnType, type ColumnType } from './column-type.js'
export { assemble, type AssembleOptions } from './configuration/assemble.js'
export {
  defineConfig,
  type ColumnConfiguration,
  type Configuration,
  type FieldConfiguration,
  type FieldsConfiguration,
  type LoadConfiguration,
  type PropertiesConfiguration,
  type SqlConfiguration,
  type StepConfiguration,
  type TargetConfiguration,
  type Use,
} from './configuration/configuration.js'
export { columnsToAdd, mayBeAdded } from './columns-to-add.js'
export { compareColumns } from './compare-columns.js'
export { compareTable } from './compare-table.js'
export type { Difference, Effect } from './difference.js'
export { digest } from './digest.js'
export {
  ArbalestError,
  ConfigError,
  ConflictError,
  isConfigError,
  isPluginError,
  isRetryable,
  LoadError,
  MismatchError,
  PluginError,
  SinkError,
  SourceError,
  type ArbalestErrorOptions,
  type ErrorCode,
  type Fault,
} from './errors.js'
export type { Committed, Event, Evolved, Finished, Loading, Retrying, Started } from './event.js'
export { chunk, collect } from './iterables.js'
export { JOURNAL_HEAD, type Journal, type VerifiedSegment } from './journal.js'
export { field, type Field } from './field.js'
export { SinkJournal } from './sink-journal.js'
export { columnName, jsonObject } from './json-object.js'
export { ascending, compareKeys } from './keys.js'
export { firstListed, listUnits, load, plan } from './load.js'
export {
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type PartitionBounds,
  type PartitionKind,
} from './partition.js'
export {
  definePlugin,
  type AnyPlugin,
  type Parts,
  type Plugin,
  type PluginContext,
  type PluginKind,
} from './plugin.js'
export type { PluginLoader } from './plugin-loader.js'
export { property, type ColumnOptions, type Property } from './property.js'
export type { LoadReceipt, Receipt, SqlReceipt } from './receipt.js'
export { record } from './record.js'
export type { Rejection } from './rejection.js'
export { RejectionSummary, type RejectionGroup } from './rejection-summary.js'
export { backoff, run, type RunOptions } from './run.js'
export type {
  Copied,
  Mark,
  MarkChange,
  Range,
  Rejected,
  Replaced,
  ReplaceOptions,
  Sink,
  Transaction,
} from './sink.js'
export type { SinkSchema, TableColumn, TableStorage } from './sink-schema.js'
export type { Source, SourceObject } from './source.js'
export type { Statement, StatementValue } from './statement.js'
export type { LoadStep, Pipeline, SqlStep, Step } from './step.js'
export { bulk, manifest, sinkJournal } from './built-in.js'
export { BulkStrategy } from './strategies/bulk.js'
export { ManifestStrategy, type ManifestOptions } from './strategies/manifest.js'
export type { Loaded, Strategy } from './strategy.js'
export type { TableAttributes } from './table-attributes.js'
export type { Column, Path, Target } from './target.js'
export type { PendingUnit, Unit } from './unit.js'
export { unmarked } from './unmarked.js'
