/** What a committed transaction of a load did, as the sink keeps it for people and programs to read. */
export interface LedgerEntry {
  /** The run's id, a UUID. */
  readonly run: string
  /** The step's pipeline and name, joined with `/`. */
  readonly scope: string
  /** The table, as the target names it. */
  readonly table: string
  /** When the transaction loaded, by the sink's clock; the sink sets it. */
  readonly loadedAt?: Date | undefined
  readonly units: number
  readonly objects: number
  readonly bytes: number
  /** Rows added. */
  readonly rows: number
  /** Rows that did not fit, and were left out. */
  readonly rejected: number
  /** How many of those are kept beside the table. */
  readonly kept?: number | undefined
  /** How many units it set aside, as they cannot be loaded. */
  readonly quarantined?: number | undefined
  /** What the sink read, and can neither call a row nor a rejected one; see `Copied`. */
  readonly unaccounted?: number | undefined
  /** The least and the greatest key of its objects. */
  readonly firstKey?: string | undefined
  readonly lastKey?: string | undefined
  /** When the oldest and the newest of its objects were written, if the source knows. */
  readonly oldestObject?: Date | undefined
  readonly newestObject?: Date | undefined
  /** The version of Arbalest. */
  readonly version: string
}
