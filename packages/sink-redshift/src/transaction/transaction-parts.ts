import type { Rejection } from '@arbalest/core'
import type { Lock } from './begin.js'
import type { Metadata } from '../copy/metadata.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import type { Session } from '../session/session.js'

/** What a rehearsal has found so far. */
export interface Rehearsal {
  rejected: number
  readonly rejections: Rejection[]
}

/** What a transaction is made of. */
export interface TransactionParts {
  readonly session: Session
  readonly metadata: Metadata
  readonly options: RedshiftSinkOptions
  /** Whose files those in the metadata are that are removed after use: two that may run at once have each their own. */
  readonly owner: string
  readonly scope: string
  /** The table of the scope's marks, which the session has locked. */
  readonly marks: Lock
  /** Lends another session: what fails there does not fail the transaction. */
  aside<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** Gathers the rows that would be refused, where nothing is to be loaded. */
  readonly rehearsal?: Rehearsal
}
