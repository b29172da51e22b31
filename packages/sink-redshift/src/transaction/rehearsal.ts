import {
  copiedColumns,
  SinkError,
  type Copied,
  type Executed,
  type Mark,
  type Merged,
  type Rejected,
  type Replaced,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
  type Untried,
} from '@arbalest/core/plugin'
import { RejectedRows } from '../copy/rejections/rejected-rows.js'
import type { Copier } from '../copy/copier.js'
import type { Session, WithSession } from '../session/session.js'
import { BEGIN } from '../statements/session.js'
import { trialOf, type Trial } from '../statements/syntax/trial-of.js'
import { excerpt, refusalOf } from '../statements/syntax/user-statement.js'
import { execute } from './execute.js'
import { KnownTables } from './known-tables.js'
import type { StagedTables } from './staged-tables.js'
import { StandIns } from './stand-ins.js'
import { withTrialTable } from './trial-table.js'

/** What a {@link Rehearsal} is made of. */
interface RehearsalOptions {
  readonly scope: string
  readonly staged: StagedTables
  /** Lends another session. */
  readonly withOtherSession: WithSession
  /** Loads nothing, unless the objects are columnar. */
  readonly copier: Copier
  /** Whether the objects are columnar: COPY cannot read them without loading them. */
  readonly columnar: boolean
}

const NOTHING: Executed = { rejected: 0 }

/**
 * A transaction that is only tried: its session must be rolled back. Makes tables, runs
 * statements and reads objects, but keeps no row, and neither locks nor marks anything.
 */
export class Rehearsal implements Transaction {
  readonly #session: Session
  readonly #options: RehearsalOptions
  readonly #tables: KnownTables
  readonly #rejected = new RejectedRows()
  readonly #untried: Untried[] = []
  /** Whether a statement failed for want, perhaps, of one that was not tried: the server does nothing more then. */
  #stopped = false

  constructor(session: Session, options: RehearsalOptions) {
    this.#session = session
    this.#options = options
    const standIns = new StandIns(session)
    this.#tables = new KnownTables(session, (target) => standIns.find(target))
  }

  /** The rows that were refused so far. */
  get rejected(): Rejected {
    return this.#rejected.total
  }

  /** The statements that were not sent, or that depend on one of those. */
  get untried(): readonly Untried[] {
    return this.#untried
  }

  /** Waits for nothing. */
  async begin(): Promise<void> {
    await this.#session.query(BEGIN, 'begin a transaction')
  }

  stage(target: Target): Promise<Target> {
    return this.#options.staged.make(target, this.#tables)
  }

  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    const { copier, columnar, scope } = this.#options
    if (this.#stopped) return { rows: 0, rejected: 0 }
    await this.#make(into)
    const fitting = this.#tables.fitting(into)
    const copied = columnar
      ? await withTrialTable(this.#session, scope, { ...fitting, columns: copiedColumns(fitting) }, (trial) =>
          copier.copy(trial, objects),
        )
      : await copier.copy(fitting, objects)
    this.#rejected.add(copied)
    return { ...copied, rows: 0 }
  }

  /** Makes the table of `target` only: there are no rows to put in the place of others, which would have to be deleted first. */
  async replace(target: Target): Promise<Replaced> {
    await this.#make(target)
    return { outside: 0 }
  }

  /** As {@link replace}: there are no rows to merge. */
  async merge(target: Target): Promise<Merged> {
    await this.#make(target)
    return { inserted: 0, updated: 0, deleted: 0 }
  }

  /** Does nothing: even to read marks is to wait for the transaction that has locked them. */
  async mark(): Promise<void> {}

  /** Yields none, as {@link mark} keeps none. */
  async *marks(): AsyncGenerator<readonly Mark[]> {}

  /** Sends only what a rollback takes back; throws for a statement that a transaction refuses. */
  async execute(statement: Statement): Promise<Executed> {
    this.#tables.clear()
    const trial = this.#trialOf(statement)
    if (trial.failure !== undefined)
      throw new SinkError('SQL_FAILED', `"${excerpt(statement.text)}" ${trial.failure}`)
    const executed = trial.statement ? await this.#try(trial.statement, statement) : NOTHING
    if (executed && trial.reason !== undefined) this.#leaveOut(statement, trial.reason, trial.instead)
    this.#rejected.add(executed ?? NOTHING)
    return executed ?? NOTHING
  }

  #trialOf(statement: Statement): Trial {
    // What a transaction refuses, it must refuse here too.
    const trial = refusalOf(statement.text, 'one') === undefined ? trialOf(statement) : { statement }
    return this.#stopped && trial.failure === undefined ? { reason: 'an earlier one was not tried' } : trial
  }

  /** Returns what a statement that was sent has done; undefined if it failed for want, perhaps, of an earlier one. */
  async #try(sent: Statement, statement: Statement): Promise<Executed | undefined> {
    try {
      return await execute(this.#session, sent, this.#options)
    } catch (error) {
      if (this.#untried.every(({ instead }) => instead !== undefined)) throw error
      this.#stopped = true
      const message = error instanceof Error ? error.message : String(error)
      this.#leaveOut(statement, `an earlier one was not tried, and without it: ${message}`)
      return undefined
    }
  }

  #leaveOut(statement: Statement, because: string, instead?: string): void {
    const reason = `"${excerpt(statement.text)}", because ${because}`
    this.#untried.push({ statement, reason, ...(instead !== undefined && { instead }) })
  }

  async #make(target: Target): Promise<void> {
    if (!this.#stopped && !this.#options.staged.has(target)) await this.#tables.make(target)
  }
}
