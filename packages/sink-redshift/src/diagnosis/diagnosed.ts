import type { Metadata } from '../copy/files/metadata.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import type { WithSession } from '../session/session.js'
import type { OwnTables } from '../tables/own-tables.js'

/** What the checks know of the sink. */
export interface Diagnosed {
  readonly url: string
  readonly options: RedshiftSinkOptions
  /** Names the tables that the sink keeps for itself. */
  readonly own: OwnTables
  readonly metadata: Metadata
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Lends a session, and throws errors for users. */
  readonly withSession: WithSession
  /** Lends a session, and throws what the session throws. */
  readonly withRawSession: WithSession
  /** When the login ends; undefined if it does not by itself. */
  expires(): Date | undefined
}

/** Who can give rights in the database. */
export const SUPERUSER = 'a superuser of the database'

/** Returns who reads from S3 for Redshift. */
export function readerOf({ authorization }: RedshiftSinkOptions): string {
  if (authorization.kind === 'keys') return 'the owner of accessKeyId'
  if (authorization.role === 'default') return 'the default role of the warehouse'
  // Of chained roles, the last one reads.
  return `the role ${authorization.role.split(',').at(-1)}`
}
