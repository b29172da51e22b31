import { pathToFileURL } from 'node:url'
import {
  copiedColumns,
  parseDuration,
  type Fault,
  type LedgerEntry,
  type LedgerOptions,
  type Mark,
  type Rehearse,
  type Sink,
  type SinkPowers,
  type Target,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { duckDbType } from './column-type.js'
import { namesIn } from './copy/names-in.js'
import { Database } from './database.js'
import { diagnosisOf } from './diagnosis.js'
import { toSqlError } from './duckdb-error.js'
import { DuckDbTransaction } from './transaction/duckdb-transaction.js'
import type { CopyOptions, DuckDbSinkConfiguration } from './options.js'
import { readLedger } from './state/ledger.js'
import { readMarks } from './state/marks.js'
import { tablesOf } from './tables/tables.js'
import { Rehearsal } from './transaction/rehearsal.js'
import { splitStatements } from './transaction/split-statements.js'

/**
 * The tables of a DuckDB database in a file. DuckDB reads files where they are, and other objects from a
 * temporary folder. Rows, marks and the ledger are committed in one transaction; marks and the ledger are in the schema
 * `arbalest`. All transactions on a file run one at a time: those of this process take turns, and those of
 * another wait until this one has closed the file.
 *
 * @example
 * ```ts
 * await using sink = new DuckDbSink({ file: 'events.duckdb' })
 * await sink.transaction({ scope: 'daily/orders', source }, (tx) => tx.copy(target, objects))
 * ```
 */
export class DuckDbSink implements Sink {
  readonly url: string
  readonly powers: SinkPowers
  readonly #database: Database
  readonly #copy: CopyOptions

  /** Does no I/O. Work under way ends with the reason of `signal` once that is aborted. */
  constructor(
    { file, wait = '60s', copy = {} }: DuckDbSinkConfiguration,
    signal: AbortSignal = new AbortController().signal,
  ) {
    this.#database = new Database(file, { wait: parseDuration(wait), signal })
    this.#copy = copy
    this.url = pathToFileURL(this.#database.file).href.replace(/^file:/, 'duckdb:')
    this.powers = {
      tables: tablesOf(this.#database),
      split: splitStatements,
      merge: true,
      rehearse: (context, work) => this.#rehearse(context, work),
      names: { read: (target, object, { open }) => namesIn(target, object, open, this.#copy) },
      diagnosis: (needs) => diagnosisOf(this.#database, needs),
      ledger: { entries: (options) => this.#entries(options) },
    }
  }

  check(target: Target): readonly Fault[] {
    const { format = 'json', header = false } = this.#copy
    const types = target.columns
      .filter(({ type }) => duckDbType(type) === undefined)
      .map(({ name, type }) => ({
        path: ['target', 'columns', name],
        message: `DuckDB has no type "${type}".`,
      }))
    const isRecord = copiedColumns(target).every(
      ({ path }) => path.length === 1 && typeof path[0] === 'number',
    )
    if (format === 'json' || isRecord) return types
    const reason = format === 'csv' && !header ? 'fields of CSV have positions' : `${format} has columns`
    const message = `${reason}, and no properties: write fields in the target, not properties.`
    return [...types, { path: ['copy', 'format'], message }]
  }

  /** Throws `SinkError` as {@link transaction} does. A file that is missing is not made. */
  async *marks(scope: string): AsyncGenerator<readonly Mark[]> {
    yield* this.#read((connection) => readMarks(connection, scope))
  }

  /**
   * Throws `SinkError` with the code `LOCK_TIMEOUT` if another process has the file open for longer than `wait`,
   * and with others if it cannot be opened: it is no database, is of a newer DuckDB, or may not be written.
   */
  transaction<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.inTurn(() =>
      this.#database.connect(async (connection) => {
        await connection.run('begin')
        try {
          const result = await work(
            new DuckDbTransaction(context, {
              connection,
              outside: (read) => this.#database.connect(read),
              source: context.source,
              copy: this.#copy,
            }),
          )
          await connection.run('commit')
          return result
        } catch (error) {
          // A transaction that has failed, or was not committed for want of room, may be over already.
          await connection.run('rollback').catch(() => {})
          throw toSqlError('commit', error)
        }
      }),
    )
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database[Symbol.asyncDispose]()
  }

  readonly #rehearse: Rehearse = (context, work) =>
    this.#database.tryOut((connect) =>
      connect(async (connection) => {
        const { source } = context
        await connection.run('begin')
        try {
          const tx = new Rehearsal(context, { connection, outside: connect, source, copy: this.#copy })
          await work(tx)
          return tx.found
        } finally {
          await connection.run('rollback').catch(() => {})
        }
      }),
    )

  async *#entries(options?: LedgerOptions): AsyncGenerator<LedgerEntry> {
    yield* this.#read((connection) => readLedger(connection, options))
  }

  async *#read<T>(read: (connection: DuckDBConnection) => AsyncGenerator<T>): AsyncGenerator<T> {
    if (!this.#database.exists) return
    const found = await this.#database.connect(async (connection) => {
      const all: T[] = []
      for await (const item of read(connection)) all.push(item)
      return all
    })
    yield* found
  }
}
