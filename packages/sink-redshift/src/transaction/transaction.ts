import {
  copiedColumns,
  type Copied,
  type Executed,
  type KeptRow,
  type LedgerEntry,
  type Mark,
  type MarkChange,
  type Merged,
  type MergeOptions,
  type RowRange,
  type Replaced,
  type ReplaceOptions,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { Copier } from '../copy/copier.js'
import type { LedgerWriter } from '../logs/ledger-writer.js'
import type { RejectsWriter } from '../logs/rejects-writer.js'
import { changeMarks, prepareMarks } from '../marks/change-marks.js'
import { pagesOfMarks, readPage } from '../marks/read-marks.js'
import type { Session, WithSession } from '../session/session.js'
import { deleteRows, insertRows, type Insertion } from '../statements/tables/rows.js'
import { dropTable, renameTable } from '../statements/tables/tables.js'
import { readColumns } from '../tables/columns.js'
import { identifyFilled } from '../tables/identify-table.js'
import { withBareTable } from './bare-table.js'
import { execute } from './execute.js'
import { KnownTables } from './known-tables.js'
import { mergeRows } from './merge-rows.js'
import type { Locks } from './locks/locks.js'
import { rowsOutside } from './rows-outside.js'
import type { StagedTables } from './staged-tables.js'

/** What a transaction writes down of itself. */
export interface TransactionLogs {
  readonly ledger: LedgerWriter
  readonly rejects: RejectsWriter
}

/** What a {@link RedshiftTransaction} is made of. */
interface RedshiftTransactionOptions extends TransactionLogs {
  readonly context: TransactionContext
  /** The table of the scope's marks, which `locks` holds. */
  readonly marks: string
  readonly locks: Locks
  readonly staged: StagedTables
  readonly copier: Copier
  /** Lends another session. */
  readonly withOtherSession: WithSession
}

/** A transaction of one scope, in a session of its own. If anything fails, its session must be rolled back. */
export class RedshiftTransaction implements Transaction {
  readonly #session: Session
  readonly #options: RedshiftTransactionOptions
  readonly #tables: KnownTables
  /** Whether the marks are known to be of the scope, and of the present format. */
  #prepared = false
  /** For what marks are set, once it is known which table they are about. */
  #marked: TransactionContext | undefined

  constructor(session: Session, options: RedshiftTransactionOptions) {
    this.#session = session
    this.#options = options
    this.#tables = new KnownTables(session, async ({ table }) => {
      const columns = await readColumns(session, table)
      return columns && { table, columns }
    })
  }

  /** Waits for the other transactions of the scope. */
  begin(): Promise<void> {
    return this.#options.locks.begin()
  }

  async stage(target: Target): Promise<Target> {
    const { locks, staged } = this.#options
    // Before anything is read: no other transaction may replace rows of the target meanwhile.
    await locks.lockTarget(target.table)
    return staged.make(target, this.#tables)
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const { copier, staged, context } = this.#options
    if (!staged.has(into)) await this.#tables.make(into)
    const fitting = this.#tables.fitting(into)
    const copy = (table: Target) => copier.copy(table, objects)
    const isWhole = copiedColumns(into).length === into.columns.length
    if (isWhole || objects.length === 0 || (staged.fills(into) && !copier.columnar)) return copy(fitting)
    return withBareTable(this.#session, context.scope, fitting, copy)
  }

  async replace(
    target: Target,
    from: Target,
    range?: RowRange,
    { outside: onOutside = 'refuse', sortedBy }: ReplaceOptions = {},
  ): Promise<Replaced> {
    const { staged } = this.#options
    const outside = range ? await rowsOutside(this.#session, target, from, range, onOutside) : 0
    // Rows get an order only when they are inserted.
    if (!range && sortedBy === undefined && staged.mayRename(from)) await this.#rename(target, from)
    else await this.#refill(target, from, { range, sortedBy })
    staged.forget(from)
    return { outside }
  }

  async merge(target: Target, from: Target, options: MergeOptions): Promise<Merged> {
    await this.#tables.make(target)
    const merged = await mergeRows(this.#session, target, from, options)
    this.#options.staged.forget(from)
    return merged
  }

  async mark(changes: readonly MarkChange[]): Promise<void> {
    const context = (this.#marked ??= await this.#contextOfMarks())
    await this.#prepareMarks(context)
    await changeMarks(this.#session, this.#options.marks, context, changes)
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    const { marks, context } = this.#options
    await this.#prepareMarks(context)
    yield* pagesOfMarks((after) => readPage(this.#session, marks, context.scope, after))
  }

  async #prepareMarks(context: TransactionContext): Promise<void> {
    if (!this.#prepared) await prepareMarks(this.#session, this.#options.marks, context)
    this.#prepared = true
  }

  /** Marks keep which table was loaded, as it is once rows have been added. */
  async #contextOfMarks(): Promise<TransactionContext> {
    const { context } = this.#options
    const { origin } = context
    if (!origin || origin.identity !== undefined) return context
    const identity = await identifyFilled(this.#session, origin.table)
    return { ...context, origin: { ...origin, identity } }
  }

  async note(entry: LedgerEntry): Promise<void> {
    this.#options.ledger.note(entry)
  }

  keep(rows: readonly KeptRow[], units: readonly string[] | 'all'): Promise<void> {
    return this.#options.rejects.keep(rows, units)
  }

  async execute(statement: Statement): Promise<Executed> {
    // It may make or drop any table.
    this.#tables.clear()
    return execute(this.#session, statement, this.#options)
  }

  /** Drops what is still staged, writes to the ledger, and commits. */
  async commit(): Promise<void> {
    const { staged, ledger } = this.#options
    await staged.drop()
    await ledger.write()
    await this.#session.commit()
  }

  async #refill(target: Target, staged: Target, insertion: Insertion): Promise<void> {
    const doing = `replace rows of "${target.table}"`
    await this.#tables.make(target)
    await this.#session.query(deleteRows(target.table, insertion.range), doing)
    await this.#session.query(insertRows(target, staged.table, insertion), doing)
    await this.#session.query(dropTable(staged.table), doing)
  }

  async #rename(target: Target, staged: Target): Promise<void> {
    const doing = `put another table in the place of "${target.table}"`
    if (await this.#tables.has(target)) await this.#session.query(dropTable(target.table), doing)
    await this.#session.query(renameTable(staged.table, target.table), doing)
    this.#tables.add(target)
  }
}
