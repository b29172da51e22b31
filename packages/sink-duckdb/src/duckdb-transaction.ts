import {
  SinkError,
  type Copied,
  type LedgerEntry,
  type Mark,
  type MarkChange,
  type Merged,
  type MergeOptions,
  type Replaced,
  type ReplaceOptions,
  type RowRange,
  type SourceObject,
  type Statement,
  type StatementValue,
  type Target,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { StatementType, timestampValue, type DuckDBValue } from '@duckdb/node-api'
import type { CopyContext } from './copy/copy-context.js'
import { copyObjects } from './copy/copy-objects.js'
import { toSqlError } from './duckdb-error.js'
import { mergeRows } from './merge-rows.js'
import { quoteName, quoteTable, quoteText } from './quote.js'
import { noteEntry } from './state/ledger.js'
import { changeMarks, readMarks } from './state/marks.js'
import { query } from './state/state-tables.js'
import { fitTable, prepareTable } from './tables/prepare-table.js'
import { defineColumn } from './tables/table-statements.js'

/** The verbs of a transaction that is open on a connection. */
export class DuckDbTransaction implements Transaction {
  readonly #context: TransactionContext
  readonly #copying: CopyContext
  #stages = 0

  constructor(context: TransactionContext, copying: CopyContext) {
    this.#context = context
    this.#copying = copying
  }

  async stage(target: Target): Promise<Target> {
    // What is temporary is gone with the connection, which a transaction has to itself.
    const fitted = await fitTable(this.#copying.connection, target)
    const staged = { ...fitted, table: `${STAGED}${this.#stages++}` }
    const columns = staged.columns.map(defineColumn).join(', ')
    await this.#run(
      `make the table "${staged.table}"`,
      `create temp table ${quoteTable(staged.table)} (${columns})`,
    )
    return staged
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const fitted = into.table.startsWith(STAGED) ? into : await this.#make(into)
    return await copyObjects(this.#copying, fitted, objects)
  }

  async replace(
    target: Target,
    staged: Target,
    range?: RowRange,
    { outside = 'refuse', sortedBy }: ReplaceOptions = {},
  ): Promise<Replaced> {
    await this.#make(target)
    const [into, from] = [quoteTable(target.table), quoteTable(staged.table)]
    const inRange = range && conditionOf(range)
    const left = inRange ? await this.#count(`${from} where coalesce(not (${inRange}), true)`) : 0
    if (range && left > 0 && outside === 'refuse') throw outOf(range, left)
    await this.#run('replace rows', `delete from ${into} ${inRange ? `where ${inRange}` : ''}`)
    const names = target.columns.map(({ name }) => quoteName(name)).join(', ')
    const order = sortedBy === undefined ? '' : `order by ${quoteName(sortedBy)}`
    await this.#run(
      'replace rows',
      `insert into ${into} (${names}) select ${names} from ${from} ${inRange ? `where ${inRange}` : ''} ${order}`,
    )
    await this.#run('drop what was staged', `drop table ${from}`)
    return { outside: left }
  }

  async merge(target: Target, staged: Target, options: MergeOptions): Promise<Merged> {
    await this.#make(target)
    try {
      return await mergeRows(this.#copying.connection, target, staged, options)
    } catch (error) {
      throw toSqlError(`merge rows into "${target.table}"`, error)
    }
  }

  mark(changes: readonly MarkChange[]): Promise<void> {
    return changeMarks(this.#copying.connection, this.#context, changes)
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    yield* readMarks(this.#copying.connection, this.#context.scope)
  }

  note(entry: LedgerEntry): Promise<void> {
    return noteEntry(this.#copying.connection, entry)
  }

  /** Throws `SinkError` with the code `SQL_FAILED` if it is more than one statement, or one that would end the transaction. */
  async execute({ text, values = [] }: Statement): Promise<void> {
    const { connection } = this.#copying
    try {
      const prepared = await connection.prepare(text)
      try {
        if (prepared.statementType === StatementType.TRANSACTION) throw endsTransaction()
        prepared.bind(values.map(valueOf))
        await prepared.run()
      } finally {
        prepared.destroySync()
      }
    } catch (error) {
      throw toSqlError('run the statement', error)
    }
  }

  /** Returns `target` as its table takes it, which is made if it is missing. */
  async #make(target: Target): Promise<Target> {
    try {
      return await prepareTable(this.#copying.connection, target)
    } catch (error) {
      throw toSqlError(`make the table "${target.table}"`, error)
    }
  }

  async #run(doing: string, sql: string): Promise<void> {
    try {
      await this.#copying.connection.run(sql)
    } catch (error) {
      throw toSqlError(doing, error)
    }
  }

  async #count(from: string): Promise<number> {
    const [row] = await query(this.#copying.connection, `select count(*) as "count" from ${from}`)
    return Number(row?.['count'])
  }
}

/** How the names of staged tables begin: with the catalog of what is temporary. */
const STAGED = 'temp.staged_'

function conditionOf({ column, from, to }: RowRange): string {
  const name = quoteName(column)
  const above = `${name} >= ${quoteText(from)}`
  return to === undefined ? above : `${above} and ${name} < ${quoteText(to)}`
}

function outOf({ column, from, to }: RowRange, count: number): SinkError {
  const bounds = to === undefined ? `at least ${from}` : `from ${from} to below ${to}`
  const rows = count === 1 ? '1 row has' : `${count} rows have`
  return new SinkError(
    'OUT_OF_RANGE',
    `${rows} a value in "${column}" that is not ${bounds}, or none: a later replacement would not find them.`,
  )
}

function endsTransaction(): SinkError {
  return new SinkError(
    'SQL_FAILED',
    'The statement would begin or end a transaction: a step has one of its own.',
  )
}

function valueOf(value: StatementValue): DuckDBValue {
  return value instanceof Date ? timestampValue(BigInt(value.valueOf()) * 1000n) : value
}
