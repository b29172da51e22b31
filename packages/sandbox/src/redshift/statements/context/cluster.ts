import type { ConnectionLog } from '../../catalog/connection-log.js'
import type { QueryHistory } from '../../catalog/query-history.js'
import type { LoadJournal } from '../../copy/journal/load-journal.js'
import type { CopyObjects } from '../../objects/copy-objects.js'
import type { UnloadObjects } from '../../objects/unload-objects.js'
import type { LongNames } from '../../sql/writing/long-names.js'
import type { Possibility } from './possibility.js'
import type { LateBindingNames } from './late-binding-names.js'
import type { SchemaChanges } from './schema-changes.js'

/** What all sessions of one server share. */
export interface Cluster {
  /** PostgreSQL's socket. */
  readonly socket: string
  readonly names: LongNames
  readonly objects: CopyObjects
  readonly unloads: UnloadObjects
  /** Whether a string within a SUPER may have more bytes than a VARCHAR. */
  readonly largeStrings: boolean
  readonly journal: LoadJournal
  readonly history: QueryHistory
  readonly connections: ConnectionLog
  /** What late-binding views of its databases may be called. */
  readonly lateBinding: LateBindingNames
  /** Whether tables of its databases may have changed. */
  readonly schemaChanges: SchemaChanges
  /** Whether its databases may hold keys or materialized views, for which its catalogs have entries that PostgreSQL's have not. */
  readonly furtherEntries: Possibility
  /** Whether its users may have settings of their own, by ALTER USER, that the sandbox itself goes by. */
  readonly userSettings: Possibility
  /** The folder of PostgreSQL's data. */
  readonly data: string
}
