import type { AnyPlugin, PluginKind } from '../../contracts/plugin.js'
import type { BadRowRule } from '../../contracts/step/bad-row-rule.js'
import type { Limits } from '../../contracts/step/limits.js'
import type { StatementValue, StepTransaction } from '../../contracts/sink/statement.js'
import type { ColumnAttributes } from '../../tables/columns/column-attributes.js'
import type { DriftRule, DriftRules } from '../../tables/names/drift.js'
import type { PathColumn } from '../../tables/target/filled-columns.js'
import type { TableOptions } from '../../tables/target/make-target.js'
import type { ColumnStorage } from '../../tables/columns/storage.js'
import type { ColumnType } from '../../tables/columns/column-type.js'
import type { ColumnOptions } from '../../tables/target/property.js'
import type { Target } from '../../tables/target/target.js'

/** A plugin, and its options. */
export interface Use<K extends PluginKind> {
  /**
   * A bare word, which stands for `@arbalest/<kind>-<word>`; the name of a package
   * or the path of a module, as seen from the configuration file; or a plugin itself.
   */
  readonly use: string | AnyPlugin<K>
  /** The plugin's own options. */
  readonly with?: unknown
}

/** A plugin with its options; or its name, if it has none. */
export type UseOrName<K extends PluginKind> = Use<K> | string

/** What a configuration file holds, in YAML, JSON, JavaScript and TypeScript alike. */
export interface Configuration {
  /** Where the JSON Schema of the configuration is, for editors. Default: none. */
  readonly $schema?: string | undefined
  /** The sink of each step that names none. Default: none. */
  readonly sink?: UseOrName<'sink'> | undefined
  /** The journal of each step that names none. Default: the sink's own marks. */
  readonly journal?: UseOrName<'journal'> | undefined
  /** The limits of each load step that has none. Default: none. */
  readonly limits?: Limits | undefined
  /** When each load step that does not say so itself need not ask the sink. Default: they always ask. */
  readonly idle?: IdleConfiguration | undefined
  /** They are given every event of every run. Default: none. */
  readonly observers?: readonly UseOrName<'observer'>[] | undefined
  /** Whether values and lines of rows that did not fit may be printed, and kept. Default: printed only on a terminal, and not kept. */
  readonly showValues?: boolean | undefined
  /** By the pipeline's name. */
  readonly pipelines: Readonly<Record<string, PipelineConfiguration>>
}

/** Steps in order; or these and what the pipeline needs. */
export type PipelineConfiguration = readonly StepConfiguration[] | GraphConfiguration

/** A pipeline that comes after others. One without steps gathers what it needs under a name. */
export interface GraphConfiguration {
  /** The names of pipelines that must have done all there is to do before it begins. Default: none. */
  readonly needs?: readonly string[] | undefined
  /** Steps in order. Default: none, if it needs another pipeline. */
  readonly steps?: readonly StepConfiguration[] | undefined
}

/** One step of a pipeline. */
export type StepConfiguration = LoadConfiguration | SqlConfiguration

/** A source loaded into a table. */
export interface LoadConfiguration {
  /** The step's name, under which its marks stand: it must stay the same once it has run. */
  readonly load: string
  readonly source: UseOrName<'source'>
  readonly strategy: UseOrName<'strategy'>
  readonly target: TargetConfiguration | Target
  readonly sink?: UseOrName<'sink'> | undefined
  readonly journal?: UseOrName<'journal'> | undefined
  /** How the sink's copy reads the objects, in the sink's own words, such as `timeFormat`. */
  readonly copy?: Readonly<Record<string, unknown>> | undefined
  /** How much one run of the step may load; if more is yet to be loaded, nothing is. Default: the limits of the configuration. */
  readonly limits?: Limits | undefined
  /** When a run need not ask the sink whether there is something to load. Default: `idle` of the configuration. */
  readonly idle?: IdleConfiguration | undefined
  /**
   * What becomes of a load of which the sink cannot say that each line it read was loaded or
   * rejected: `report` has it in the receipt, `fail` loads nothing. A row may well have several
   * lines, or a line several rows. Default: `report`.
   */
  readonly unaccounted?: 'report' | 'fail' | undefined
  /**
   * What becomes of names in objects that are not those of the target: `ignore`, `warn`, or
   * `fail`, with which nothing of the transaction is loaded; one for all, or one for what is
   * `unknown` to the target and one for what is `missing` in the objects. Default: `warn`.
   */
  readonly drift?: DriftRule | Partial<DriftRules> | undefined
  /**
   * What becomes of an object that cannot be loaded: `fail` loads nothing of its transaction;
   * `quarantine` loads the rest, and sets the object aside until it changes. Default: `fail`.
   */
  readonly onBadObject?: 'fail' | 'quarantine' | undefined
  /**
   * What becomes of rows that do not fit their table: `fail` loads nothing of their transaction;
   * `skip` leaves out so many of them at most in a run; `keep` does so too, and keeps each beside the
   * table. Default: `fail`.
   */
  readonly onBadRow?: BadRowRule | undefined
}

/** When a run need not ask the sink whether there is something to load. */
export interface IdleConfiguration {
  /** For how long a listing that is the same as the last is taken for one that is loaded, such as `24h`. */
  readonly recheck: string
}

/** SQL statements, run each time the pipeline runs. */
export interface SqlConfiguration {
  /** The step's name. */
  readonly sql: string
  /** At least one; such that to run them again does no harm. Each entry may hold several. */
  readonly statements: readonly (string | SqlText | SqlFile)[]
  /** Whether all run in one transaction, or each by itself. Default: `one`. */
  readonly transaction?: StepTransaction | undefined
  readonly sink?: UseOrName<'sink'> | undefined
}

/** Statements, separated by semicolons, with values. */
export interface SqlText {
  readonly text: string
  /** What `$1`, `$2` … stand for, in each of the statements. Default: none. */
  readonly values?: readonly StatementValue[] | undefined
}

/** Statements in a file, separated by semicolons. */
export interface SqlFile {
  /** Its path, from the folder of the configuration file; UTF-8. Nothing in it is replaced but `$1`, `$2` … */
  readonly file: string
  /** What `$1`, `$2` … stand for, in each of the statements. Default: none. */
  readonly values?: readonly StatementValue[] | undefined
}

/** A table, how it is stored, its columns that no object fills, and what of the objects becomes its columns: properties of JSON documents, or fields of records. */
export type TargetConfiguration = Omit<TableOptions, 'pathColumns'> &
  TargetPathColumns &
  (TargetProperties | TargetFields)

interface TargetPathColumns {
  readonly pathColumns?: PathColumnsConfiguration | undefined
}

/** Columns that take parts of objects' keys, by their names. Each is a column type, or a column type with more. */
export interface PathColumnsConfiguration {
  readonly [name: string]: ColumnType | PathColumnConfiguration
}

/** A column that takes parts of objects' keys. */
export interface PathColumnConfiguration extends FieldConfiguration, Pick<PathColumn, 'from'> {}

interface TargetProperties {
  readonly properties: PropertiesConfiguration
  readonly fields?: undefined
}

interface TargetFields {
  readonly fields: FieldsConfiguration
  readonly properties?: undefined
}

/**
 * Properties by their names. Each is a column type; a column type with the
 * column's name or attributes; or, if the value is an object, properties again.
 * The name of an element of an array ends in its index: `coordinates[0]`.
 */
export interface PropertiesConfiguration {
  readonly [name: string]: ColumnType | ColumnConfiguration | PropertiesConfiguration
}

/** A column, with its name if that is not made from the property's path, or with attributes. */
export interface ColumnConfiguration extends ColumnOptions {
  readonly type: ColumnType
}

/**
 * The fields of a record by their columns' names, in the order in which the objects
 * have them. Each is a column type, or a column type with attributes.
 */
export interface FieldsConfiguration {
  readonly [name: string]: ColumnType | FieldConfiguration
}

/** A field with attributes of its column. */
export interface FieldConfiguration extends ColumnAttributes, ColumnStorage {
  readonly type: ColumnType
}
