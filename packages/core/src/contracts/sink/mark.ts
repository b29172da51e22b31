/** How rows came into a table: what has to stay the same for marks to be believed. */
export interface Origin {
  /** The table that was loaded, as its target names it. */
  readonly table: string
  /** The way in which the strategy cut units: what `Strategy.way` returned. */
  readonly way: string
  /**
   * Which table of that name it was, once it had rows: `Table.identity`. Undefined if it had
   * none yet, or the sink does not know.
   */
  readonly identity?: string | undefined
}

/** Whether a unit's rows are in the table, or were set aside because they cannot be loaded. */
export type MarkState = 'loaded' | 'quarantined'

/** A commit marker: `key` has been loaded at `version`. */
export interface Mark {
  readonly key: string
  readonly version: string
  /** Default: `loaded`. */
  readonly state?: MarkState | undefined
  /** Why it is quarantined, if it is. */
  readonly reason?: string | undefined
  /** How it was loaded; undefined if an older Arbalest made the mark, which did not keep it. */
  readonly origin?: Origin | undefined
}

/** How a mark must stand from now on. */
export interface MarkChange {
  readonly key: string
  /** Null takes the mark away. */
  readonly version: string | null
  /** Default: `loaded`. */
  readonly state?: MarkState | undefined
  /** Why it is quarantined, if it is; at most 1,000 characters. */
  readonly reason?: string | undefined
  /** The version at which the caller last saw the mark, if there was one. */
  readonly previous?: string | undefined
}
