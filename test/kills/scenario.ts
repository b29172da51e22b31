/** The objects that come or change, by key, and null for what goes. */
export type Changes = Readonly<Record<string, string | Buffer | null>>

/** Where a trial of a scenario takes place, and nobody else does anything. */
export interface Place {
  /** The bucket; objects are under `data/`, what the command keeps is under `arbalest/`. */
  readonly bucket: string
  /** The name of the trial's own table `name`. */
  table(name: string): string
  /** The configuration of a source of the objects whose keys begin with `prefix`, which ends in a slash; `options` are those that all sources have. */
  source(prefix: string, options?: object): object
}

/** A pipeline, and what there is for it to load. */
export interface Scenario {
  readonly name: string
  /** Whether its objects are files in a folder of the trial's; in its bucket unless given. */
  readonly inFolder?: true
  /** The tables that are to be compared. */
  readonly tables: readonly string[]
  /** What others have the warehouse do before all else: nothing unless given. */
  prepare?(place: Place): readonly string[]
  /** What is loaded in peace beforehand; nothing, and so no run, unless given. */
  readonly before?: Changes
  /** What the run under trial finds. */
  readonly changes: Changes
  /** What the run under trial is told besides, such as `--full-refresh`: nothing unless given. The run that mends it is not. */
  readonly words?: readonly string[]
  /** Which files a kill may leave that a run in peace does not: none unless given. */
  readonly leaves?: RegExp
  /** What the configuration says besides the connection. */
  configure(place: Place): Configuration
}

/** The parts of a configuration in which scenarios differ. */
interface Configuration {
  /** The options of the sink, besides the common ones. */
  readonly sink?: object
  readonly journal?: object
  readonly steps: readonly object[]
  /** Other pipelines, by their names, which end in that of the trial: none unless given. */
  readonly others?: Readonly<Record<string, readonly object[] | object>>
}
