import { SourceError } from '@arbalest/core'

/** An error of an object of the journal's at `url`: what is wrong with it, and what to do. */
export function unreadable(url: string, wrong: string, remedy: string, options?: ErrorOptions): SourceError {
  return new SourceError('JOURNAL_UNREADABLE', `The journal's object "${url}" ${wrong}; ${remedy}.`, options)
}

/** What to do where an object has been lost or spoilt. */
export const RESTORE = 'restore it from a backup or an earlier version of the object'

/** What to do where this program is too old. */
export const UPDATE = 'update @arbalest/journal-s3'
