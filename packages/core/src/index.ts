export { check, closedObject } from './faults/check.js'
export type { ColumnAttributes, Encoding } from './tables/column-attributes.js'
export { parseColumnType, type ColumnType } from './tables/column-type.js'
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
export { columnsToAdd, mayBeAdded } from './tables/columns-to-add.js'
export { compareColumns } from './tables/compare-columns.js'
export { compareTable } from './tables/compare-table.js'
export type { Difference, Effect } from './tables/difference.js'
export { digest } from './contracts/digest.js'
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
} from './faults/errors.js'
export type { Committed, Event, Evolved, Finished, Loading, Retrying, Started } from './engine/event.js'
export { chunk, collect } from './contracts/iterables.js'
export { JOURNAL_HEAD, type Journal, type VerifiedSegment } from './contracts/journal.js'
export { field, type Field } from './tables/field.js'
export { SinkJournal } from './built-in/sink-journal.js'
export { columnName, jsonObject } from './tables/json-object.js'
export { ascending, compareKeys } from './contracts/keys.js'
export { firstListed, listUnits, load, plan } from './engine/load.js'
export {
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type PartitionBounds,
  type PartitionKind,
} from './contracts/partition.js'
export {
  definePlugin,
  type AnyPlugin,
  type Parts,
  type Plugin,
  type PluginContext,
  type PluginKind,
} from './contracts/plugin.js'
export type { PluginLoader } from './configuration/plugin-loader.js'
export { property, type ColumnOptions, type Property } from './tables/property.js'
export type { LoadReceipt, Receipt, SqlReceipt } from './engine/receipt.js'
export { record } from './tables/record.js'
export type { Rejection } from './faults/rejection.js'
export { RejectionSummary, type RejectionGroup } from './faults/rejection-summary.js'
export { backoff, run, type RunOptions } from './engine/run.js'
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
} from './contracts/sink.js'
export type { SinkSchema, TableColumn, TableStorage } from './contracts/sink-schema.js'
export type { Source, SourceObject } from './contracts/source.js'
export type { Statement, StatementValue } from './contracts/statement.js'
export type { LoadStep, Pipeline, SqlStep, Step } from './engine/step.js'
export { bulk, manifest, sinkJournal } from './built-in/plugins.js'
export { BulkStrategy } from './built-in/bulk.js'
export { ManifestStrategy, type ManifestOptions } from './built-in/manifest.js'
export type { Loaded, Strategy } from './contracts/strategy.js'
export type { TableAttributes } from './tables/table-attributes.js'
export type { Column, Path, Target } from './tables/target.js'
export type { PendingUnit, Unit } from './contracts/unit.js'
export { unmarked } from './built-in/unmarked.js'
