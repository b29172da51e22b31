import type { UnitState } from '@arbalest/core'

/** What a page shows, as plain data: times are ISO 8601, in UTC. Texts may be anybody's. */
export interface Page {
  /** When it was looked at. */
  readonly at: string
  readonly steps: readonly PageStep[]
}

/** What a page shows of one load step. */
export interface PageStep {
  /** Its pipeline and its own name, joined with `/`. */
  readonly scope: string
  readonly source: string
  readonly sink: string
  readonly table: string
  /** Why it could not be looked at; then all that follows is empty. */
  readonly error?: Trouble | undefined
  /** How many units are in each state, and how many partitions are missing. */
  readonly counts: Readonly<Partial<Record<CellState, number>>>
  readonly holes: readonly Hole[]
  /** How many units are not loaded, and in no hole. */
  readonly more: number
  /** How many units were tried. Absent: the sink can try nothing. */
  readonly tried?: number | undefined
  /** Whether the calendar's days are those on which objects were written, as the source is no series. */
  readonly isByWritten: boolean
  readonly grids: readonly Grid[]
  /** Absent: the sink keeps no ledger. The newest first. */
  readonly runs?: readonly Run[] | undefined
  readonly rejections: readonly RejectedRows[]
  /** The rows of what is loaded that did not fit, and are kept. */
  readonly kept: readonly RejectedRows[]
  readonly comparison: TableComparison
}

/** An error, and the command that explains it. */
export interface Trouble {
  readonly message: string
  readonly command: string
}

/** How a cell of a calendar stands: as the worst that is in it. */
export type CellState = UnitState | 'missing'

/** What is not loaded as it stands, and what to do. */
export interface Hole {
  readonly state: Exclude<CellState, 'loaded'>
  /** A key, a partition, or several: from the first to the last. */
  readonly what: string
  readonly count: number
  readonly why: string
  /** When the oldest of its objects was written. */
  readonly oldest?: string | undefined
  /** What fills it, one line each. */
  readonly commands: readonly string[]
}

/** A part of a calendar: a year of days, or a thousand numbers. */
export interface Grid {
  readonly title: string
  /** The heads of columns and rows. */
  readonly columns: readonly string[]
  readonly rows: readonly { readonly head: string; readonly cells: readonly (Cell | null)[] }[]
  /** Whether it has a cell that is not loaded. */
  readonly isOpen: boolean
}

/** A day or a number of a calendar. */
export interface Cell {
  readonly state: CellState
  /** What a reader hears, and sees once it is chosen. */
  readonly words: string
}

/** What a run loaded. */
export interface Run {
  readonly run: string
  readonly from?: string | undefined
  /** Seconds from the begin of its first transaction to that of its last. */
  readonly seconds?: number | undefined
  readonly transactions: number
  readonly objects: number
  readonly bytes: number
  readonly rows: number
  readonly rejected: number
}

/** Rows that did not, or would not, fit the same column for the same reason. */
export interface RejectedRows {
  readonly column?: string | undefined
  readonly reason: string
  readonly count: number
  /** Where the first of them are, such as `s3://bucket/key, line 4`. */
  readonly examples: readonly string[]
}

/** How a table is beside its target. */
export interface TableComparison {
  /** In words, such as `is as the target says`. */
  readonly summary: string
  readonly differences: readonly { readonly effect: string; readonly words: string }[]
  /** What a person would run to take them away. */
  readonly statements: readonly string[]
}
