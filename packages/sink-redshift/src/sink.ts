import { randomUUID } from 'node:crypto'
import type { Mark, Rejected, Sink, SinkSchema, Target, Transaction } from '@arbalest/core'
import { begin, type Lock } from './transaction/begin.js'
import { checkTarget } from './copy/check-target.js'
import { Connections } from './session/connections.js'
import { isFullPage, readMarks } from './marks/marks.js'
import { Metadata } from './copy/metadata.js'
import type { RedshiftSinkOptions } from './options/options.js'
import { schemaOf } from './tables/schema.js'
import { RedshiftTransaction } from './transaction/transaction.js'
import { marksTable } from './statements/scoped-name.js'
import type { Session } from './session/session.js'
import { createMarks } from './statements/marks.js'
import type { Rehearsal, TransactionParts } from './transaction/transaction-parts.js'

/**
 * Loads Amazon Redshift through COPY. Each scope has a table of its own for its
 * marks: LOCK is by table, so that one scope neither waits for another nor is
 * broken off for it (Redshift's error 1023), unless both replace rows of one table.
 */
export class RedshiftSink implements Sink {
  readonly url: string
  readonly schema: SinkSchema
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
    this.schema = schemaOf(this.#connections)
  }

  check(target: Target): void {
    checkTarget(this.#options.copy, target)
  }

  /** Throws `SinkError` where Redshift cannot be reached, or does not let the user read them. */
  async *marks(scope: string): AsyncGenerator<Mark> {
    const table = this.#marks(scope).table
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
      const parts = this.#parts(session, scope)
      const tx = new RedshiftTransaction(parts)
      try {
        await begin(session, [parts.marks])
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
   * Makes tables, runs statements and reads objects (COPY's NOLOAD, or a COPY into a table
   * for the trial, where the objects are Parquet), and rolls all of it back. Waits for no
   * other transaction of the scope, and neither reads nor sets its marks.
   */
  rehearse(scope: string, work: (tx: Transaction) => Promise<void>): Promise<Rejected> {
    return this.#connections.use(async (session) => {
      const rehearsal: Rehearsal = { rejected: 0, rejections: [] }
      const owner = randomUUID()
      const tx = new RedshiftTransaction({ ...this.#parts(session, scope), owner, rehearsal })
      try {
        await begin(session, [])
        await work(tx)
        await tx.finish()
        const { rejected, rejections } = rehearsal
        return { rejected, ...(rejections.length > 0 && { rejections }) }
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

  #parts(session: Session, scope: string): TransactionParts {
    return {
      session,
      metadata: this.#metadata,
      options: this.#options,
      owner: this.url,
      scope,
      marks: this.#marks(scope),
      aside: (work) => this.#connections.use(work),
    }
  }

  #marks(scope: string): Lock {
    const table = marksTable(scope, this.#options.marksSchema)
    return { table, create: createMarks(table) }
  }
}

/** Takes the keys that COPY is given out of what the server says. */
function hider({ authorization }: RedshiftSinkOptions): (text: string) => string {
  if (authorization.kind === 'role') return (text) => text
  const { accessKeyId, secretAccessKey, sessionToken } = authorization
  const secrets = [accessKeyId, secretAccessKey, sessionToken].flatMap((secret) => secret?.reveal() ?? [])
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
}
