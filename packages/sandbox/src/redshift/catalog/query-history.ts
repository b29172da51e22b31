import { readFileSync, writeFileSync } from 'node:fs'

/** A statement that a client had run, or that still runs. */
export interface RanQuery {
  readonly id: number
  /** The process that PostgreSQL runs for the session. */
  readonly session: number
  /** Who opened the session. */
  readonly user: string
  readonly database: string
  /** As the client wrote it. */
  readonly text: string
  /** In microseconds since 1970, as `endedAt`. */
  readonly startedAt: number
  /** The session's query group. */
  label: string
  /** The query that called the procedure it is part of. */
  readonly caller: number | undefined
  /** As PostgreSQL ran it, or the query of an UNLOAD; undefined if the sandbox ran all of it. */
  sql: string | undefined
  /** The files of an UNLOAD. */
  files: readonly HistoryFile[]
  transaction: number
  /** Undefined while it runs. */
  endedAt: number | undefined
  /** Rows that the client got. */
  returned: number
  /** Rows that it wrote, loaded or unloaded. */
  written: number
  failure: { readonly code: string; readonly message: string } | undefined
}

/** A file that a query wrote; its size is in bytes. */
interface HistoryFile {
  readonly url: string
  readonly size: number
  readonly rows: number
}

/** What is known of a query as it begins. */
type Begun = Pick<RanQuery, 'session' | 'user' | 'database' | 'text' | 'label' | 'caller' | 'transaction'>

/** How many queries are kept, and how many characters of them. */
const MOST = 5000
const MOST_CHARACTERS = 8_000_000

/** Numbers that are taken at once, so that a file is seldom written. */
const TAKEN = 10_000

/** The newest statements of all sessions, in memory: what the system tables of queries show. */
export class QueryHistory {
  readonly #queries = new Map<number, RanQuery>()
  readonly #file: string | undefined
  #characters = 0
  #transactions = 0
  #last: number
  #taken: number

  /** `file` keeps numbers from being given twice if the data outlives the server. Default: none. */
  constructor(file?: string) {
    this.#file = file
    this.#last = file === undefined ? 0 : numberIn(file)
    this.#taken = this.#last
  }

  /** The queries that are kept, oldest first. */
  get queries(): Iterable<RanQuery> {
    return this.#queries.values()
  }

  begin(begun: Begun): RanQuery {
    const query: RanQuery = {
      id: this.#nextNumber(),
      startedAt: microseconds(),
      sql: undefined,
      files: [],
      endedAt: undefined,
      returned: 0,
      written: 0,
      failure: undefined,
      ...begun,
    }
    this.#queries.set(query.id, query)
    this.#characters += query.text.length
    while (this.#queries.size > MOST || this.#characters > MOST_CHARACTERS) {
      const [oldest] = this.#queries.values()
      if (!oldest || oldest === query) break
      this.forget(oldest)
    }
    return query
  }

  /** Leaves out a query, such as one that was never run. */
  forget(query: RanQuery): void {
    if (this.#queries.delete(query.id)) this.#characters -= query.text.length
  }

  /** The number of a transaction that begins. */
  nextTransaction(): number {
    return ++this.#transactions
  }

  #nextNumber(): number {
    if (this.#file !== undefined && this.#last === this.#taken) {
      this.#taken += TAKEN
      writeFileSync(this.#file, String(this.#taken))
    }
    return ++this.#last
  }
}

/** Now, in microseconds since 1970. */
export function microseconds(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000)
}

function numberIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
