import type { Difference } from '../../tables/comparison/difference.js'
import type { ObjectNames } from '../../tables/names/names.js'
import type { Table } from '../../tables/comparison/table.js'
import type { Target } from '../../tables/target/target.js'
import type { Diagnosis } from '../../faults/diagnosis.js'
import type { LedgerEntry } from './ledger.js'
import type { Notes } from './notes.js'
import type { Rejects } from './rejects.js'
import type { Source, SourceObject } from '../source/source.js'
import type { Statement, StepTransaction } from './statement.js'
import type { Executed, Rejected, Transaction, TransactionContext } from './transaction.js'

/** What a sink can do besides to load. Each power has a suite of its own; an absent one is one that the sink does not have. */
export interface SinkPowers {
  /** Tries a load without loading. */
  readonly rehearse?: Rehearse | undefined
  /** Reads, describes and changes its tables. */
  readonly tables?: Tables | undefined
  /** Cuts texts of SQL into statements. */
  readonly split?: Split | undefined
  /** Runs statements outside of any transaction. */
  readonly executeAlone?: ExecuteAlone | undefined
  /** Reads what objects call their values. */
  readonly names?: Names | undefined
  /** Finds out what keeps it from the work of one step. */
  readonly diagnosis?: ((needs: SinkNeeds) => Diagnosis) | undefined
  /** Its transactions have the verb `merge`. */
  readonly merge?: true | undefined
  /** Its transactions have the verb `note`, and what they noted can be read. */
  readonly ledger?: Ledger | undefined
  /**
   * Returns when it last read each of the objects at `urls`, as far as it keeps a history of its own,
   * whether or not what was read has stayed; for a person to know. Changes nothing. Throws nothing
   * because the user may not see that history: then it returns none.
   */
  readonly history?: ((urls: readonly string[]) => Promise<ReadonlyMap<string, Date>>) | undefined
  /** Keeps notes that are read without a connection to the warehouse. */
  readonly notes?: Notes | undefined
  /** Reports whether a transaction of a scope is under way. */
  readonly busy?: Busy | undefined
  /** Its transactions can leave out rows that do not fit, as far as they are allowed to, and keep them by the verb `keep`. */
  readonly rejects?: Rejects | undefined
}

/**
 * Does `work` as a transaction would, as far as that changes nothing that stays: no
 * row is loaded, no table kept, no mark set or compared. Tables that a verb makes are
 * there for those after it; rows that one adds may not be. Returns the rows that would
 * be refused, whatever the user allows, and throws what else is wrong, or what it cannot
 * go on past. Neither waits for a transaction of the scope nor holds one up, unless both
 * make the same table or run statements on it.
 */
export type Rehearse = (
  context: TransactionContext,
  work: (tx: Transaction) => Promise<unknown>,
) => Promise<Rehearsed>

/**
 * Returns whether a transaction of `scope` is under way, whichever process began it. Does not wait
 * for it to end, and changes nothing.
 */
export type Busy = (scope: string) => Promise<boolean>

/** What a rehearsal found. */
export interface Rehearsed extends Rejected {
  /** What was left out, as to try it would have changed something. Default: nothing. */
  readonly untried?: readonly Untried[] | undefined
}

/** A statement that a rehearsal did not try, or not as it stands. */
export interface Untried {
  readonly statement: Statement
  /** Which, by its beginning, and why: `"unload ('…')", because it writes objects`. Holds no secret. */
  readonly reason: string
  /** What was tried in its place, such as `its query`. Default: nothing. */
  readonly instead?: string | undefined
}

/**
 * Returns the statements that a text of the user's holds, in order, each with the values that are
 * given with the text. Does no I/O. Throws `ConfigError`, with paths that start at the statement,
 * if it cannot be cut, names values that are not given, or holds a statement that would end or
 * begin a transaction, and so cannot be run as a step with this `transaction` is.
 */
export type Split = (statement: Statement, transaction: StepTransaction) => readonly Statement[]

/**
 * Runs statements in order, in one session of their own, each outside of any transaction: what one
 * has done stays if a later one fails, which ends it. Yields what each did once it is done. Takes no
 * lock, so two processes may do so at once. Throws `SinkError` with the code `CONNECTION_LOST` if it is not
 * known whether the statement after those that were yielded has run.
 */
export type ExecuteAlone = (scope: string, statements: readonly Statement[]) => AsyncIterable<Executed>

/** What a sink can report of its tables, and do to them. */
export interface Tables {
  /** Returns what `table` is like now, or undefined if there is no such table. Changes nothing. */
  describe(table: string): Promise<Table | undefined>
  /** Statements as text, for a person to read. Does no I/O. */
  readonly ddl: TableStatements
  /**
   * Adds to the table the columns that `columnsToAdd` returns, each by itself and outside of
   * any transaction, and returns the names of those it has added. A table that is missing
   * is left to be made. Safe to repeat, and for several processes to do at once.
   */
  addColumns(target: Target): Promise<readonly string[]>
}

/** The statements of a sink's tables. */
export interface TableStatements {
  /** Returns those that make `target` if it is missing. */
  create(target: Target): readonly Statement[]
  /** Returns how `table` is stored otherwise than `target` says, as far as only the sink knows. */
  compare(table: Table, target: Target): readonly Difference[]
  /**
   * Returns the statements that a person would run, in this order and outside of any transaction,
   * to take `differences` away from `table`, and keep its rows. None for what
   * a run does by itself, or for what is harmless and takes more than to alter the table;
   * none at all if they could not keep what the table holds.
   */
  alter(table: Table, target: Target, differences: readonly Difference[]): readonly Statement[]
}

/** Reads what objects call their values, so that it can be compared with what a target names. */
export interface Names {
  /**
   * Reads the beginning of an object of the step whose target is `target`, or whatever part of
   * it has names; a few requests and a few MiB at most. Returns undefined, without a request, if
   * in its format values have no names, or if names are not to count. Changes nothing. Throws
   * what the source throws.
   */
  read(
    target: Target,
    object: SourceObject,
    source: Required<Pick<Source, 'open'>>,
  ): Promise<ObjectNames | undefined>
}

/** What transactions noted of their loads. */
export interface Ledger {
  /** Yields the entries, the newest first. Changes nothing. */
  entries(options?: LedgerOptions): AsyncIterable<LedgerEntry>
}

/** Which entries of a ledger are wanted. */
export interface LedgerOptions {
  /** Those of one step, by its scope. Default: all. */
  readonly scope?: string | undefined
  /** How many at most. Default: all. */
  readonly limit?: number | undefined
}

/** What a sink must be diagnosed for. */
export interface SinkNeeds {
  /** The name under which the step's marks stand. */
  readonly scope: string
  /** What is loaded into. Default: nothing is loaded, as the step runs statements. */
  readonly target?: Target | undefined
  /** What is loaded from. Default: nothing. */
  readonly source?: Pick<Source, 'open' | 'url'> | undefined
  /** Whether the step keeps notes. Default: false. */
  readonly notes?: boolean | undefined
  /** Whether the step keeps rows that do not fit beside its table. Default: false. */
  readonly keeps?: boolean | undefined
  /** An object of the source, to try to read. Default: none, as none was listed. */
  readonly sample?: SourceObject | undefined
}
