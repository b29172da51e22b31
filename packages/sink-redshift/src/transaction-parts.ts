import type { Rejection } from '@arbalest/core'
import type { Lock } from './begin.js'
import type { Metadata } from './metadata.js'
import type { RedshiftSinkOptions } from './options.js'
import type { Session } from './session.js'

/** What a transaction is made of. */
export interface TransactionParts {
  readonly session: Session
  readonly metadata: Metadata
  readonly options: RedshiftSinkOptions
  /** The sink, as its `url` says. */
  readonly url: string
  readonly scope: string
  /** The table of the scope's marks, which the session has locked. */
  readonly marks: Lock
  /** Gathers the rows that would be refused, where nothing is to be loaded. */
  readonly rehearsal?: { readonly rejections: Rejection[] }
}
