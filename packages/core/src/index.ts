export { assemble, type Assembly, type AssembleOptions } from './configuration/assemble.js'
export type {
  ColumnConfiguration,
  Configuration,
  FieldConfiguration,
  FieldsConfiguration,
  GraphConfiguration,
  IdleConfiguration,
  LoadConfiguration,
  PathColumnConfiguration,
  PathColumnsConfiguration,
  PipelineConfiguration,
  PropertiesConfiguration,
  SqlConfiguration,
  SqlFile,
  SqlText,
  StepConfiguration,
  TargetConfiguration,
  Use,
  UseOrName,
} from './configuration/parsing/configuration.js'
export { defineConfig } from './configuration/parsing/define-config.js'
export type { FileReader } from './configuration/sql-step.js'
export type { PluginLoader } from './configuration/plugins/plugin-loader.js'
export { bulk, manifest, sinkJournal } from './built-in/plugins.js'
export type { ManifestOptions } from './built-in/manifest.js'
export type {
  BatchCommitted,
  BatchLoading,
  RunDone,
  RunEvent,
  StepFailed,
  StepFinished,
  StepNoticed,
  StepRefreshed,
  StepRetrying,
  StepStarted,
  StepStopped,
  TableEvolved,
} from './contracts/events/event.js'
export type { Finding, Grant, PolicyStatement, Remedy, Right } from './faults/diagnosis.js'
export type { Listed } from './contracts/events/listed.js'
export type {
  AdviceNotice,
  AheadNotice,
  CopiesNotice,
  DriftNotice,
  FilledNotice,
  HeaderNotice,
  HiddenNotice,
  Notice,
  QuarantinedNotice,
  RebuiltNotice,
  UnreadNotice,
} from './contracts/events/notice.js'
export type { Outcome, StepOutcome, StopReason } from './contracts/events/outcome.js'
export type { QuarantinedUnit } from './contracts/strategy/unit.js'
export type { BadRowRule } from './contracts/step/bad-row-rule.js'
export type { Limits } from './contracts/step/limits.js'
export type { LoadReceipt, Receipt, SqlReceipt } from './contracts/events/receipt.js'
export type { Statement, StatementValue, StepTransaction } from './contracts/sink/statement.js'
export type { Pipeline } from './contracts/pipeline.js'
export type { LoadStep, SqlStep, Step } from './contracts/step/step.js'
export type { IfRunning } from './engine/giving-way.js'
export type { RunOptions } from './engine/run-step.js'
export {
  ArbalestError,
  ConfigError,
  ConflictError,
  isArbalestError,
  isConfigError,
  isPluginError,
  isRetryable,
  LoadError,
  MismatchError,
  PluginError,
  RecordedError,
  SinkError,
  SourceError,
  type RecordedChoice,
} from './faults/errors.js'
export type { ErrorCode } from './faults/error-code.js'
export type { Fault } from './faults/fault.js'
export type { Rejection } from './faults/rejection.js'
export type { RejectionGroup } from './faults/rejection-summary.js'
export { diagnose, leastRights, type DiagnosedStep } from './operations/diagnose.js'
export { diff, type ComparedStep, type Comparison } from './operations/diff.js'
export { forget, forgetAll, type Forgotten } from './operations/forget.js'
export { importKeys, type Imported } from './operations/import-keys.js'
export {
  importListed,
  type ImportListedOptions,
  type ListedUnits,
  type TablePresence,
} from './operations/import-listed.js'
export { plan, type Pending, type PlannedStep, type PlanOptions } from './operations/plan.js'
export { quarantined, retryQuarantined } from './operations/quarantine.js'
export type { Calendar, Slot } from './operations/report/calendar.js'
export type { PastRun } from './operations/report/past-runs.js'
export {
  report,
  type ReportedStep,
  type ReportOptions,
  type StepReport,
  type UnreportedStep,
} from './operations/report.js'
export type { OpenUnit } from './operations/report/survey.js'
export type { UnitCounts, UnitState } from './operations/report/unit-counts.js'
export { rename } from './operations/rename.js'
export {
  run,
  type GraphOptions,
  type RunIdentity,
  type RunNotices,
  type TimeOptions,
} from './operations/run.js'
export {
  status,
  type Backlog,
  type GoneUnits,
  type StandingStep,
  type StepStatus,
  type UnknownStep,
} from './operations/status.js'
export { validate, type ValidatedStep, type ValidateOptions } from './operations/validate.js'
export { verify, type SpoiltSegment, type Verified, type VerifiedLedger } from './operations/verify.js'
export type { UnevenState, UnevenUnit } from './operations/verify/uneven-units.js'
export type { ColumnAttributes } from './tables/columns/column-attributes.js'
export type { ColumnType } from './tables/columns/column-type.js'
export type { Difference, Effect } from './tables/comparison/difference.js'
export type { Drift, DriftRule, DriftRules, MissingName, UnknownName } from './tables/names/drift.js'
export { field, type Field } from './tables/target/field.js'
export type { FilledColumns, LoadColumns, PathColumn } from './tables/target/filled-columns.js'
export type {
  Constant,
  Filling,
  LoadFilling,
  PathFilling,
  TransactionTime,
} from './tables/columns/filling.js'
export { jsonObject } from './tables/target/json-object.js'
export type { TableOptions } from './tables/target/make-target.js'
export { orderedFields } from './tables/target/ordered-fields.js'
export { property, type ColumnOptions, type Property } from './tables/target/property.js'
// By a star, as packages add to these by declaration merging.
export * from './contracts/known-plugins.js'
export * from './tables/columns/storage.js'
export type { Column, Path, Target } from './tables/target/target.js'
