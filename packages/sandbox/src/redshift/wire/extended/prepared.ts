import type { RanQuery } from '../../catalog/query-history.js'
import { RedshiftError } from '../../redshift-error.js'
import type { Task } from '../../statements/context/context.js'
import type { DescribedColumn } from '../messages/described-column.js'
import type { BindRequest, Subject } from '../messages/extended-requests.js'

/** A statement that a client has prepared: one that the sandbox runs itself, or one of PostgreSQL's. */
export interface PreparedStatement {
  readonly task?: Task | undefined
  /** As the client wrote it. */
  readonly text: string
  /** As PostgreSQL has it. */
  readonly sql: string
  /** The table that it writes, if any. */
  readonly writes?: string | undefined
  /** Whether it may change tables. */
  readonly changes: boolean
  /** The types of its parameters, by their OIDs, as far as the client has stated them. */
  readonly types: readonly number[]
  /** The columns of its result, none if it has none; undefined until they are known. */
  columns: readonly DescribedColumn[] | undefined
}

/** A statement with its parameters, ready to run. */
export interface Portal {
  readonly statement: PreparedStatement
  /** What the history has of its run, once it was executed. */
  run?: RanQuery
  /** Whether the values of the column at `index` are to come in binary format. */
  isBinary(index: number): boolean
}

/** One that the client has not prepared by a message, but may have by a statement. */
const unknown = (): PreparedStatement => ({
  text: '',
  sql: '',
  changes: true,
  types: [],
  columns: undefined,
})

/** The prepared statements and portals of a session, by their names. */
export class Prepared {
  readonly #statements = new Map<string, PreparedStatement>()
  readonly #portals = new Map<string, Portal>()

  /**
   * Keeps `statement`, which PostgreSQL may still refuse: then `undo` has to be called. Throws a RedshiftError if
   * the name is taken and PostgreSQL would not find that out, since it knows only one of the two.
   */
  set(name: string, statement: PreparedStatement): { undo(): void } {
    // One without a name is gone as soon as the next is parsed, well or not.
    const before = name === '' ? undefined : this.#statements.get(name)
    if (before && (before.task || statement.task)) {
      throw new RedshiftError(`prepared statement "${name}" already exists`, { code: '42P05' })
    }
    this.#statements.set(name, statement)
    const undo = () => {
      if (this.#statements.get(name) !== statement) return
      if (before) this.#statements.set(name, before)
      else this.#statements.delete(name)
    }
    return { undo }
  }

  /** The statement that the client has prepared by a message, if any. */
  known(name: string): PreparedStatement | undefined {
    return this.#statements.get(name)
  }

  statement(name: string): PreparedStatement {
    return this.#statements.get(name) ?? unknown()
  }

  portal(name: string): Portal {
    return this.#portals.get(name) ?? { statement: unknown(), isBinary: () => false }
  }

  bind({ portal, statement, isBinary }: BindRequest): PreparedStatement {
    const bound = this.statement(statement)
    this.#portals.set(portal, { statement: bound, isBinary })
    return bound
  }

  /** The statement that a Describe or a Close is about. */
  find({ isStatement, name }: Subject): PreparedStatement {
    return isStatement ? this.statement(name) : this.portal(name).statement
  }

  close({ isStatement, name }: Subject): void {
    if (isStatement) this.#statements.delete(name)
    else this.#portals.delete(name)
  }
}
