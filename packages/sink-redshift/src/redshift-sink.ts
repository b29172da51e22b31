import type { Mark, Rejection, Sink, SinkSchema, Transaction } from '@arbalest/core'
import { begin, type Lock } from './begin.js'
import { Connections } from './connections.js'
import { isFullPage, readMarks } from './marks.js'
import { Metadata } from './metadata.js'
import type { RedshiftSinkOptions } from './options.js'
import { schemaOf } from './redshift-schema.js'
import { RedshiftTransaction } from './redshift-transaction.js'
import { marksTable } from './scoped-name.js'
import { createMarks } from './statements/marks.js'

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
      const marks = this.#marks(scope)
      const tx = new RedshiftTransaction({
        session,
        metadata: this.#metadata,
        options: this.#options,
        url: this.url,
        scope,
        marks,
      })
      try {
        await begin(session, [marks])
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
        marks: this.#marks(scope),
        rehearsal,
      })
      try {
        await begin(session, [])
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
