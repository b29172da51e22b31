import type { Fault } from '../reports/load-error.js'

/**
 * Cuts the bytes of one object into records. Text is carried as one character a byte (latin1), so that lengths
 * are in bytes and nothing is decoded that need not be.
 */
export interface RecordReader {
  /** The fields of the latest record, one for each column loaded; null if the data has no value. */
  readonly fields: readonly (string | null)[]
  /** What is wrong with the latest record as a whole, if anything is. */
  readonly fault: RecordFault | undefined
  /** The line on which the latest record stands; for JSON the last of its lines. */
  readonly line: number
  /** The latest record as it was written. */
  readonly raw: string
  /** Takes the bytes that follow; `last` says that no more will. */
  push(bytes: Buffer, last: boolean): void
  /** Goes to the next record. Returns false if more bytes are needed, or none is left. */
  next(): boolean
}

/** A fault of a whole record, or of one of its fields found while it was read. */
export interface RecordFault extends Fault {
  /** The index of the column concerned, among those loaded. */
  readonly column?: number
  readonly field?: string
}
