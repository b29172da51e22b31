import { RedshiftError } from '../../redshift-error.js'
import type { Translation } from '../../sql/translation/translation.js'
import type { Catalog } from '../../sql/tree/catalog.js'
import type { UnloadColumn } from '../../unload/row-format.js'
import type { UnloadedFile } from '../../unload/unload-files.js'
import type { Cluster } from './cluster.js'

/** A row in text format. */
export type Row = readonly (string | null)[]

/** What a statement that the sandbox runs itself may use: the client's own session. */
export interface Context {
  readonly cluster: Cluster
  /** The session's database. */
  readonly database: string
  /** The process that PostgreSQL runs for the session, which clients know it by. */
  readonly session: number
  /** The number of the statement, as system tables give it. */
  readonly queryId: number
  /** Whether a transaction block is open. */
  readonly inBlock: boolean
  /** Whether the client's pipeline has a transaction, which its Sync will end. */
  readonly inPipeline: boolean
  /** Aborted when the client cancels the statement. */
  readonly canceled: AbortSignal
  /** The rows of `sql`, run in the client's session and transaction; throws a RedshiftError if it fails. */
  query(sql: string): Promise<Row[]>
  /** What the translation of a statement asks. */
  readonly catalog: Catalog
  /** The columns that `sql`, a query, has. */
  describe(sql: string): Promise<UnloadColumn[]>
  /** The lines of `sql`, a COPY TO STDOUT; throws a RedshiftError if it fails. */
  copyOut(sql: string): AsyncIterable<Buffer>
  /** Runs `sql`, a COPY FROM STDIN, over `chunks`; throws what they throw, or a RedshiftError. */
  copyIn(sql: string, chunks: AsyncIterable<Buffer>): Promise<void>
  /** Notes how many rows the statement has loaded or unloaded, which `pg_last_copy_count()` and the like return. */
  moved(kind: 'copy' | 'unload', rows: number): Promise<void>
  /** Keeps for the history which query an UNLOAD ran, and what it wrote. */
  unloaded(query: string, files: readonly UnloadedFile[]): void
  /** Has what the client sends next go to `database`, in a transaction block if `inBlock`. Default: the one that it connected to. */
  use(database: string | undefined, inBlock: boolean): void
  /** Ends the session that the client has in `database`, if it has used that before and no longer does. */
  leave(database: string): void
  /** Sends the client a notice of severity INFO. */
  inform(text: string): void
}

/** A statement that the sandbox runs itself; returns the command tag. */
export type Task = (context: Context) => Promise<string>

/** How a statement is carried out: by PostgreSQL, in its words, or by the sandbox. */
export type Plan =
  | {
      readonly sql: Translation
      /** The table, as PostgreSQL names it, whose other writers wait for the end of the transaction. */
      readonly writes?: string
    }
  | { readonly task: Task }

/** Throws `RedshiftError` if the client has canceled the statement. */
export function checkCanceled({ canceled }: Pick<Context, 'canceled'>): void {
  if (canceled.aborted) throw new RedshiftError("Query (0) canceled on user's request", { code: '57014' })
}
