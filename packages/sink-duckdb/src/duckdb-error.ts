import { SinkError } from '@arbalest/core/plugin'

/** Returns whether another process has the file open (https://duckdb.org/docs/stable/connect/concurrency). */
export function isLocked(error: unknown): boolean {
  return /Could not set lock on file/.test(messageOf(error))
}

/** Returns the error of a file that another process has not closed in time. */
export function lockTimeout(file: string, wait: number, cause: unknown): SinkError {
  const holder = /held in (.+? \(PID \d+\))/.exec(messageOf(cause))?.[1] ?? 'unknown'
  return new SinkError(
    'LOCK_TIMEOUT',
    `"${file}" ${wait > 0 ? `has been open in another process for ${wait / 1000} s` : 'is open in another process'}: ${holder}. DuckDB lets one process at a time write: wait for it, end it, or raise "wait". A process that was killed holds no lock.`,
    { retryable: true, cause },
  )
}

/** Returns why a file could not be opened as an error that says what to do. */
export function toOpenError(file: string, cause: unknown): SinkError {
  const message = messageOf(cause)
  if (/newer|storage version|older version of DuckDB/i.test(message)) {
    return new SinkError(
      'STATE_NEWER',
      `"${file}" was written by another version of DuckDB than this one can read: ${firstLine(message)} Update @arbalest/sink-duckdb.`,
      { cause },
    )
  }
  if (/not a valid DuckDB database/.test(message)) {
    return new SinkError(
      'SINK_UNREACHABLE',
      `"${file}" is not a DuckDB database, and is not changed: name another file.`,
      { cause },
    )
  }
  if (/Permission denied|Read-only file system/i.test(message)) {
    return new SinkError(
      'SINK_DENIED',
      `"${file}" cannot be written to: ${firstLine(message)} Let this user write the file, and make files in its folder.`,
      { cause },
    )
  }
  return new SinkError('SINK_UNREACHABLE', `"${file}" cannot be opened: ${firstLine(message)}`, { cause })
}

/** Returns the error of a statement as one that says what was done; what is none of DuckDB's as it is. */
export function toSqlError(doing: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.constructor !== Error || !/^[A-Z][\w ]* Error: /.test(cause.message))
    return cause
  if (/No space left on device|Could not write/i.test(cause.message)) {
    return new SinkError(
      'SINK_DENIED',
      `DuckDB could not ${doing}, because there is no space: ${firstLine(cause.message)} Nothing of the transaction was kept; free space on the disk of the database.`,
      { retryable: true, cause },
    )
  }
  if (/\.wal": (?:Permission denied|Read-only file system)/i.test(cause.message)) {
    return new SinkError(
      'SINK_DENIED',
      `DuckDB could not ${doing}, as it may not write beside the database: ${firstLine(cause.message)} Nothing of the transaction was kept; let this user make files in its folder.`,
      { cause },
    )
  }
  return new SinkError('SQL_FAILED', `DuckDB could not ${doing}: ${firstLine(cause.message)}`, { cause })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0]!.trim()
  return /[.!]$/.test(line) ? line : `${line}.`
}
