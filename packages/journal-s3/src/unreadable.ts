import { SourceError } from '@arbalest/core'

/** An error of an object of the journal's at `url`: what is wrong with it, and what to do. */
export function unreadable(url: string, wrong: string, remedy: string, options?: ErrorOptions): SourceError {
  return new SourceError('JOURNAL_UNREADABLE', `The journal's object "${url}" ${wrong}; ${remedy}.`, options)
}

/** What to do where an object has been lost or spoilt. */
export const RESTORE = 'restore it from a backup or an earlier version of the object'

/** What to do where objects that nobody has changed contradict each other. */
export const REPORT = 'neither it nor the index was changed since it was written, so report this as a bug'

/** What to do where this program is too old. */
export const UPDATE = 'update @arbalest/journal-s3'
