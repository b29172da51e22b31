import type { Source } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CopyOptions } from '../options.js'

/** What a copy needs. */
export interface CopyContext {
  /** In whose transaction rows are added. */
  readonly connection: DuckDBConnection
  /** Does work outside of the transaction, which is over once a statement has failed. */
  readonly outside: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>
  readonly source: Pick<Source, 'open'> | undefined
  readonly copy: CopyOptions
}
