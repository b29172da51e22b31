import {
  SinkError,
  type Copied,
  type MarkChange,
  type Range,
  type Replaced,
  type ReplaceOptions,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
} from '@arbalest/core'
import { checkTarget } from '../copy/check-target.js'
import { copyObjects } from '../copy/copy-objects.js'
import { isDuplicateTable } from '../session/error-translation.js'
import { KnownTables } from './known-tables.js'
import { changeMarks } from '../marks/marks.js'
import { splitTable } from '../statements/quote.js'
import { rowsOutside } from './rows-outside.js'
import { scopedName } from '../statements/scoped-name.js'
import type { Row } from '../session/session.js'
import { bindValues } from '../statements/bind-values.js'
import { excerpt, firstWord } from '../statements/user-statement.js'
import {
  createLike,
  createTable,
  createTemporary,
  deleteRows,
  dropTable,
  insertRows,
  renameTable,
  type Insertion,
} from '../statements/tables.js'
import { lockTarget } from './target-lock.js'
import type { TransactionParts } from './transaction-parts.js'

/** What ends a transaction, or commits it besides (https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html). */
const ENDING = new Set(['truncate', 'commit', 'end', 'rollback', 'abort'])

/** The verbs of a transaction that has begun; whoever began it ends it. */
export class RedshiftTransaction implements Transaction {
  readonly #parts: TransactionParts
  readonly #staged = new Set<string>()
  readonly #tables: KnownTables
  readonly #locked = new Set<string>()
  #stagedSoFar = 0
  #verbs = 0
  #ended = false
  #failure: { readonly error: unknown } | undefined

  constructor(parts: TransactionParts) {
    this.#parts = parts
    this.#tables = new KnownTables(parts)
  }

  stage(target: Target): Promise<Target> {
    return this.#verb(async () => {
      await this.#lock(target)
      const exists = await this.#tables.has(target)
      const fitting = this.#tables.fitting(target)
      const name = `arbalest_staged_${scopedName(this.#parts.scope)}_${++this.#stagedSoFar}`
      const doing = `stage rows for "${target.table}"`
      if (!this.#mayRename(target)) {
        await this.#query(createTemporary(name, fitting), doing)
        return this.#keepStaged(fitting, name)
      }
      // What may take the target's place stands beside it from the start.
      const { schema } = splitTable(target.table)
      const table = schema === undefined ? name : `${schema}.${name}`
      await this.#query(exists ? createLike(table, fitting.table) : createTable({ ...target, table }), doing)
      return this.#keepStaged(fitting, table)
    })
  }

  copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    return this.#verb(async () => {
      checkTarget(this.#parts.options.copy, into)
      await this.#make(into)
      return copyObjects(this.#parts, this.#tables.fitting(into), objects)
    })
  }

  replace(
    target: Target,
    staged: Target,
    range?: Range,
    { outside: onOutside = 'refuse', sortedBy }: ReplaceOptions = {},
  ): Promise<Replaced> {
    return this.#verb(async () => {
      if (this.#parts.rehearsal) {
        // There are no rows to put in the place of others, which would have to be deleted first.
        await this.#make(target)
        return { outside: 0 }
      }
      const outside = range ? await rowsOutside(this.#parts.session, target, staged, range, onOutside) : 0
      // What is to be in order has to be inserted again.
      if (!range && sortedBy === undefined && this.#mayRename(staged)) await this.#rename(target, staged)
      else await this.#refill(target, staged, { range, sortedBy })
      this.#staged.delete(staged.table)
      return { outside }
    })
  }

  mark(changes: readonly MarkChange[]): Promise<void> {
    const { session, marks, scope, rehearsal } = this.#parts
    return this.#verb(async () => {
      // Even to read them would be to wait for who has locked them.
      if (!rehearsal) await changeMarks(session, marks.table, scope, changes)
    })
  }

  execute(statement: Statement): Promise<void> {
    return this.#verb(async () => {
      const { text } = statement
      if (ENDING.has(firstWord(text))) throw endsTransaction(text, 'would end')
      // It may make or drop any table.
      this.#tables.clear()
      await this.#query(bindValues(statement), `run "${excerpt(text)}"`)
      // A procedure may have done so unseen.
      if (!this.#parts.session.inTransaction) throw endsTransaction(text, 'has ended')
    })
  }

  /** To be called before the commit: takes away what is still staged, and throws what a verb threw. */
  async finish(): Promise<void> {
    if (this.#failure) throw this.#failure.error
    for (const table of this.#staged) await this.#query(dropTable(table), 'drop what was staged')
  }

  /** To be called at the end: no verb does anything afterwards. */
  end(): void {
    this.#ended = true
  }

  async #verb<T>(work: () => Promise<T>): Promise<T> {
    if (this.#ended)
      throw new Error('The transaction has ended: its verbs may be used only while its work runs.')
    // Redshift would take a commit for a rollback, and say nothing.
    if (this.#failure) throw this.#failure.error
    this.#verbs++
    try {
      return await work()
    } catch (error) {
      this.#failure = { error }
      throw error
    }
  }

  /** What is staged is to replace rows of `target`: nobody else may, from before anything is read. A rehearsal holds up nobody. */
  async #lock({ table }: Target): Promise<void> {
    if (this.#parts.rehearsal || this.#locked.has(table)) return
    await lockTarget(this.#parts, table, this.#verbs === 1)
    this.#locked.add(table)
  }

  #keepStaged(target: Target, table: string): Target {
    this.#staged.add(table)
    return { ...target, table }
  }

  // A constant is a default of the staged table, which a table that stays must not have.
  #mayRename({ columns }: Target): boolean {
    const { replace } = this.#parts.options
    return replace === 'rename' && columns.every(({ constant }) => constant === undefined)
  }

  async #make(target: Target): Promise<void> {
    if (this.#staged.has(target.table) || (await this.#tables.has(target))) return
    try {
      await this.#query(createTable(target), `make the table "${target.table}"`)
    } catch (error) {
      if (!isDuplicateTable(error)) throw error
      throw new SinkError('SERIALIZATION', `Another made the table "${target.table}" at the same time.`, {
        cause: error,
        retryable: true,
      })
    }
    this.#tables.add(target)
  }

  async #refill(target: Target, staged: Target, insertion: Insertion): Promise<void> {
    const doing = `replace rows of "${target.table}"`
    await this.#make(target)
    await this.#query(deleteRows(target.table, insertion.range), doing)
    await this.#query(insertRows(target, staged.table, insertion), doing)
    await this.#query(dropTable(staged.table), doing)
  }

  async #rename(target: Target, staged: Target): Promise<void> {
    const doing = `put another table in the place of "${target.table}"`
    if (await this.#tables.has(target)) await this.#query(dropTable(target.table), doing)
    await this.#query(renameTable(staged.table, target.table), doing)
    this.#tables.add(target)
  }

  #query(statement: Statement, doing: string): Promise<readonly Row[]> {
    return this.#parts.session.query(statement, doing)
  }
}

function endsTransaction(text: string, does: string): SinkError {
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" ${does} the transaction that a step is; leave it out, or write DELETE for TRUNCATE.`,
  )
}
