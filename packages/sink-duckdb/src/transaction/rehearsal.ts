import type {
  Copied,
  Executed,
  Mark,
  Merged,
  MergeOptions,
  Rehearsed,
  Rejection,
  Replaced,
  ReplaceOptions,
  RowRange,
  SourceObject,
  Statement,
  Target,
  Transaction,
  TransactionContext,
  Untried,
} from '@arbalest/core/plugin'
import { StatementType } from '@duckdb/node-api'
import type { CopyContext } from '../copy/copy-context.js'
import { tryObjects } from '../copy/try-objects.js'
import { makeTable } from '../tables/prepare-table.js'
import { addColumns } from '../tables/tables.js'
import { DuckDbTransaction, STAGED } from './duckdb-transaction.js'
import { execute } from './execute.js'
import { refuseKeys } from './merge-rows.js'
import { rowsOutside } from './rows-outside.js'

/** The types of statements that a rollback takes back. */
const REVOCABLE: ReadonlySet<StatementType> = new Set([
  StatementType.SELECT,
  StatementType.INSERT,
  StatementType.UPDATE,
  StatementType.DELETE,
  StatementType.MERGE_INTO,
  StatementType.CREATE,
  StatementType.CREATE_FUNC,
  StatementType.ALTER,
  StatementType.DROP,
])

/**
 * A transaction that is only tried, and must be rolled back. Makes tables, runs statements and reads objects. The rows
 * of targets stay as they are, as to delete one that a transaction deletes at the same time would end that.
 */
export class Rehearsal implements Transaction {
  readonly #copying: CopyContext
  readonly #inner: DuckDbTransaction
  readonly #rejections: Rejection[] = []
  readonly #untried: Untried[] = []
  #rejected = 0

  constructor(context: TransactionContext, copying: CopyContext) {
    this.#copying = copying
    this.#inner = new DuckDbTransaction(context, copying)
  }

  /** What was found so far. */
  get found(): Rehearsed {
    return {
      rejected: this.#rejected,
      ...(this.#rejections.length > 0 && { rejections: this.#rejections }),
      ...(this.#untried.length > 0 && { untried: this.#untried }),
    }
  }

  async stage(target: Target): Promise<Target> {
    await this.#evolve(target)
    return await this.#inner.stage(target)
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const isStaged = into.table.startsWith(STAGED)
    const fitted = isStaged ? into : await this.#make(into)
    const tried = await tryObjects(this.#copying, fitted, objects, { keep: isStaged })
    this.#rejections.push(...tried.rejections)
    this.#rejected += tried.rejected
    return tried
  }

  async replace(
    target: Target,
    staged: Target,
    range?: RowRange,
    { outside = 'refuse' }: ReplaceOptions = {},
  ): Promise<Replaced> {
    await this.#make(target)
    return { outside: await rowsOutside(this.#copying.connection, staged, range, outside) }
  }

  async merge(target: Target, staged: Target, options: MergeOptions): Promise<Merged> {
    await this.#make(target)
    await refuseKeys(this.#copying.connection, staged, options)
    return { inserted: 0, updated: 0, deleted: 0 }
  }

  /** Does nothing: marks are neither set nor compared. */
  async mark(): Promise<void> {}

  marks(): AsyncGenerator<readonly Mark[]> {
    return this.#inner.marks()
  }

  /** Does nothing. */
  async note(): Promise<void> {}

  async execute(statement: Statement): Promise<Executed> {
    const ran = await execute(this.#copying.connection, statement, (type) => REVOCABLE.has(type))
    if (!ran) {
      const beginning = statement.text.trim().replaceAll(/\s+/g, ' ').slice(0, 40)
      this.#untried.push({
        statement,
        reason: `"${beginning}…", because a rollback might not take it back`,
      })
    }
    return { rejected: 0 }
  }

  /** Returns a target as its table takes it, which is made if it is missing. */
  async #make(target: Target): Promise<Target> {
    await this.#evolve(target)
    return await makeTable(this.#copying.connection, target)
  }

  /** Adds the columns that a run would add before it begins. */
  async #evolve(target: Target): Promise<void> {
    if (target.evolve) await addColumns(this.#copying.connection, target)
  }
}
