import type {
  Copied,
  LedgerEntry,
  Mark,
  MarkChange,
  Merged,
  MergeOptions,
  Replaced,
  ReplaceOptions,
  RowRange,
  SourceObject,
  Statement,
  Target,
  Transaction,
  TransactionContext,
} from '@arbalest/core/plugin'
import type { CopyContext } from '../copy/copy-context.js'
import { copyObjects } from '../copy/copy-objects.js'
import { toSqlError } from '../duckdb-error.js'
import { quoteName, quoteTable } from '../quote.js'
import { noteEntry } from '../state/ledger.js'
import { changeMarks, readMarks } from '../state/marks.js'
import { fitTable, makeTable } from '../tables/prepare-table.js'
import { defineColumn } from '../tables/table-statements.js'
import { execute } from './execute.js'
import { mergeRows } from './merge-rows.js'
import { conditionOf, rowsOutside } from './rows-outside.js'

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
    const fitted = into.table.startsWith(STAGED) ? into : await makeTable(this.#copying.connection, into)
    return await copyObjects(this.#copying, fitted, objects)
  }

  async replace(
    target: Target,
    staged: Target,
    range?: RowRange,
    { outside = 'refuse', sortedBy }: ReplaceOptions = {},
  ): Promise<Replaced> {
    await makeTable(this.#copying.connection, target)
    const [into, from] = [quoteTable(target.table), quoteTable(staged.table)]
    const inRange = range && conditionOf(range)
    const left = await rowsOutside(this.#copying.connection, staged, range, outside)
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
    await makeTable(this.#copying.connection, target)
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

  /** Throws what {@link execute} throws. */
  async execute(statement: Statement): Promise<void> {
    await execute(this.#copying.connection, statement)
  }

  async #run(doing: string, sql: string): Promise<void> {
    try {
      await this.#copying.connection.run(sql)
    } catch (error) {
      throw toSqlError(doing, error)
    }
  }
}

/** How the names of staged tables begin: with the catalog of what is temporary. */
export const STAGED = 'temp.staged_'
