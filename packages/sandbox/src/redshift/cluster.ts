import type { CopyObjects } from './copy/copy-objects.js'
import type { LoadJournal } from './statements/load-journal.js'

/** What all sessions of one server share. */
export interface Cluster {
  /** PostgreSQL's socket. */
  readonly socket: string
  readonly objects: CopyObjects
  readonly journal: LoadJournal
}
