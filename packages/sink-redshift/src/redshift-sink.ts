import {
  SinkError,
  type Mark,
  type Rejection,
  type Sink,
  type SinkSchema,
  type Transaction,
} from '@arbalest/core'
import { Connections } from './connections.js'
import { isMissingTable } from './error-translation.js'
import { isFullPage, readMarks } from './marks.js'
import { Metadata } from './metadata.js'
import type { RedshiftSinkOptions } from './options.js'
import { RedshiftTransaction } from './redshift-transaction.js'
import { marksTable } from './scoped-name.js'
import type { Session } from './session.js'
import { createMarks, lockMarks } from './statements/marks.js'
import { BEGIN } from './statements/session.js'
import { showTable } from './statements/tables.js'
import { readColumns } from './table-columns.js'

/**
 * Loads Amazon Redshift through COPY. Each scope has a table of its own for its
 * marks: LOCK is by table, so that one scope neither waits for another nor is
 * broken off for it (Redshift's error 1023).
 */
export class RedshiftSink implements Sink {
  readonly url: string
  readonly schema: SinkSchema = {
    create: (target) => [showTable(target)],
    columns: (table) => this.#connections.use((session) => readColumns(session, table)),
  }
  readonly #options: RedshiftSinkOptions
  readonly #connections: Connections
  readonly #metadata: Metadata

  /** Connects on first use. Once `signal` is aborted, what is under way is cancelled, rolled back, and its reason thrown. */
  constructor(options: RedshiftSinkOptions, signal: AbortSignal = new AbortController().signal) {
    const { host, port, database } = options.connection
    this.url = `redshift://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`
    this.#options = options
    this.#metadata = new Metadata(options.metadata, options.s3, signal)
    this.#connections = new Connections(options.connection, {
      url: this.url,
      signal,
      hide: hider(options),
    })
  }

  /** Throws `SinkError` where Redshift cannot be reached, or does not let the user read them. */
  async *marks(scope: string): AsyncGenerator<Mark> {
    const table = this.#marksTable(scope)
    let page: Mark[] = []
    do {
      const last = page.at(-1)
      page = await this.#connections.use((session) => readMarks(session, table, last))
      yield* page
    } while (isFullPage(page))
  }

  /**
   * Throws what `work` throws; `SinkError` with the code `CONNECTION_LOST` where it
   * is not known whether what was done is committed, which the marks then tell.
   */
  transaction<T>(scope: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#connections.use(async (session) => {
      const marks = this.#marksTable(scope)
      const tx = new RedshiftTransaction({
        session,
        metadata: this.#metadata,
        options: this.#options,
        url: this.url,
        scope,
        marks,
      })
      try {
        await begin(session, marks)
        const result = await work(tx)
        await tx.finish()
        await session.commit()
        return result
      } catch (error) {
        await session.rollback()
        throw error
      } finally {
        tx.end()
      }
    })
  }

  /**
   * Makes tables, runs statements and reads objects (COPY's NOLOAD), and rolls all of it
   * back. Waits for no other transaction of the scope, and sets no mark.
   */
  rehearse(scope: string, work: (tx: Transaction) => Promise<void>): Promise<readonly Rejection[]> {
    return this.#connections.use(async (session) => {
      const rehearsal = { rejections: [] as Rejection[] }
      const tx = new RedshiftTransaction({
        session,
        metadata: this.#metadata,
        options: this.#options,
        url: this.url,
        scope,
        marks: this.#marksTable(scope),
        rehearsal,
      })
      try {
        await session.query(BEGIN, 'begin a transaction')
        await work(tx)
        await tx.finish()
        return rehearsal.rejections
      } finally {
        tx.end()
        await session.rollback()
      }
    })
  }

  /** Closes the connections to Redshift and to S3. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#metadata.close()
    await this.#connections.close()
  }

  #marksTable(scope: string): string {
    return marksTable(scope, this.#options.marksSchema)
  }
}

/**
 * Begins a transaction with the lock on its scope's marks. Nothing may be read before
 * it, as that would fix what the transaction sees to a time before another's commit
 * (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.md).
 */
async function begin(session: Session, marks: string): Promise<void> {
  if (await lock(session, marks)) return
  // In a transaction of its own: others of its scope are to find it, and wait.
  const making = session.query(createMarks(marks), `make the table of marks "${marks}"`)
  const failure: unknown = await making.then(() => undefined).catch((error: unknown) => error)
  // It does not matter who made it: whether it is there now does.
  if (await lock(session, marks)) return
  throw failure ?? new SinkError('SQL_FAILED', `The table of marks "${marks}" was made, and is not there.`)
}

/** Begins a transaction with a lock on `marks`; where there is no such table, begins none and answers false. */
async function lock(session: Session, marks: string): Promise<boolean> {
  await session.query(BEGIN, 'begin a transaction')
  try {
    await session.query(lockMarks(marks), 'lock the marks')
    return true
  } catch (error) {
    if (!isMissingTable(error)) throw error
    await session.rollback()
    return false
  }
}

/** Takes the keys that COPY is given out of what the server says. */
function hider({ authorization }: RedshiftSinkOptions): (text: string) => string {
  if (authorization.kind === 'role') return (text) => text
  const { accessKeyId, secretAccessKey, sessionToken } = authorization
  const secrets = [accessKeyId, secretAccessKey, sessionToken].flatMap((secret) => secret?.reveal() ?? [])
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
}
