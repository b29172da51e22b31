import { ArbalestError } from '@arbalest/core'
import type { S3Error } from '@arbalest/s3'

/** What a {@link JournalError} is about; `docs/errors.md` explains each. */
export type JournalErrorCode = 'JOURNAL_DENIED' | 'JOURNAL_UNREACHABLE' | 'JOURNAL_UNREADABLE' | 'STATE_NEWER'

/** What a journal keeps in S3 cannot be read or written. */
export class JournalError extends ArbalestError {
  override readonly name = 'JournalError'
  declare readonly code: JournalErrorCode
}

/** What S3 did not do for a journal. */
export function toJournalError({ trouble, message, retryable, cause }: S3Error): JournalError {
  const options = { retryable, ...(cause !== undefined && { cause }) }
  return trouble === 'denied'
    ? new JournalError('JOURNAL_DENIED', message, options)
    : new JournalError('JOURNAL_UNREACHABLE', message, options)
}

/** An error about an object of the journal's at `url`: what is wrong with it, and what to do. */
export function unreadable(url: string, wrong: string, remedy: string, options?: ErrorOptions): JournalError {
  return new JournalError('JOURNAL_UNREADABLE', `The journal's object "${url}" ${wrong}; ${remedy}.`, options)
}

/** An error about an object at `url` that a later version of this package has written. */
export function newer(url: string, wrong: string): JournalError {
  return new JournalError('STATE_NEWER', `The journal's object "${url}" ${wrong}; ${UPDATE}.`)
}

/** Whether `error` says that an object of the journal's is lost, spoilt or of a later version. */
export function isUnreadable(error: unknown): error is JournalError {
  return error instanceof JournalError && ['JOURNAL_UNREADABLE', 'STATE_NEWER'].includes(error.code)
}

/** What to do if an object has been lost or spoilt. */
export const RESTORE = 'restore it from a backup or an earlier version of the object'

/** What to do if objects that nobody has changed contradict each other. */
export const REPORT =
  'neither it nor the index was changed since it was written, so please report this as a bug'

/** What to do if this program is too old. */
export const UPDATE = 'update @arbalest/journal-s3'
