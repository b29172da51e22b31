import type {
  ExecuteStatementCommandInput,
  RedshiftDataClient,
  StatusString,
} from '@aws-sdk/client-redshift-data'
import { awsError } from '../../aws/aws-call.js'
import { clientConfig, optionalClient } from '../../aws/optional-client.js'
import type { Row } from '../session.js'
import { fieldValue } from './field-value.js'

// A lost answer is asked for again, and so is a call that was throttled: for about half a minute.
const ATTEMPTS = 8

/** Seconds that a call waits for a statement to end: until it is known by its id, and then, at most (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html). */
const SHORT_WAIT = 1
const LONGEST_WAIT = 30

/** What became of a statement. */
export interface Outcome {
  readonly status: StatusString | undefined
  readonly hasRows: boolean
  /** What the server said, if it failed. */
  readonly error: string
}

/** A statement that was submitted. */
export interface Submitted {
  readonly id: string
  readonly session: string | undefined
  /** Undefined if it had not ended when the call did. */
  readonly outcome: Outcome | undefined
}

/** A session of the API's is closed, or busy: which of the two, it does not say. */
export class ClosedSessionError extends Error {
  override readonly name = 'ClosedSessionError'
}

/** What {@link DataApi} needs. */
interface DataApiOptions {
  /** The sink, as its `url` says. */
  readonly url: string
  /** Undefined if the AWS SDK finds it. */
  readonly region: string | undefined
  /** The ARN of the cluster or workgroup, perhaps with wildcards. */
  readonly resource: string
}

/**
 * The Redshift Data API (https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html). Each call
 * is made again if it fails for a passing reason, with the same ClientToken, so that no statement
 * is run twice. Each throws `SinkError` if AWS refuses it, or cannot be reached; and the signal's
 * reason if that is aborted.
 */
export class DataApi {
  readonly #options: DataApiOptions
  #client: Promise<{ readonly sdk: Sdk; readonly client: RedshiftDataClient }> | undefined

  constructor(options: DataApiOptions) {
    this.#options = options
  }

  /** Submits a statement. Throws `ClosedSessionError` if it names a session that takes none. */
  async submit(input: ExecuteStatementCommandInput, signal: AbortSignal): Promise<Submitted> {
    const output = await this.#call('ExecuteStatement', signal, ({ sdk, client }, options) =>
      client.send(new sdk.ExecuteStatementCommand({ ...input, WaitTimeSeconds: SHORT_WAIT }), options),
    )
    const { Id: id = '', SessionId: session, Status: status, HasResultSet: hasRows = false } = output
    return { id, session, outcome: status === 'FINISHED' ? { status, hasRows, error: '' } : undefined }
  }

  /** Waits until a statement has ended. */
  async outcome(id: string, signal: AbortSignal): Promise<Outcome> {
    for (;;) {
      const output = await this.#call('DescribeStatement', signal, ({ sdk, client }, options) =>
        client.send(new sdk.DescribeStatementCommand({ Id: id, WaitTimeSeconds: LONGEST_WAIT }), options),
      )
      const { Status: status, HasResultSet: hasRows = false, Error: error = '' } = output
      if (status === 'FINISHED' || status === 'FAILED' || status === 'ABORTED')
        return { status, hasRows, error }
    }
  }

  /** The rows that a statement returned, all pages of them. */
  async rows(id: string, signal: AbortSignal): Promise<readonly Row[]> {
    const rows: Row[] = []
    let next: string | undefined
    do {
      const page = { Id: id, ...(next !== undefined && { NextToken: next }) }
      const output = await this.#call('GetStatementResult', signal, ({ sdk, client }, options) =>
        client.send(new sdk.GetStatementResultCommand(page), options),
      )
      const { Records: records = [], ColumnMetadata: columns = [], NextToken } = output
      for (const record of records) {
        const values = columns.map((column, index) => [column.name, fieldValue(record[index]!, column)])
        rows.push(Object.fromEntries(values) as Row)
      }
      next = NextToken
    } while (next !== undefined)
    return rows
  }

  /** Cancels a statement, unless it has ended. */
  async cancel(id: string, signal: AbortSignal): Promise<void> {
    await this.#call('CancelStatement', signal, ({ sdk, client }, options) =>
      client.send(new sdk.CancelStatementCommand({ Id: id }), options),
    )
  }

  async close(): Promise<void> {
    const opened = await this.#client?.catch(() => undefined)
    opened?.client.destroy()
  }

  async #call<T>(
    operation: string,
    signal: AbortSignal,
    call: (
      api: { readonly sdk: Sdk; readonly client: RedshiftDataClient },
      options: { readonly abortSignal: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted()
    const { url, resource } = this.#options
    const api = await (this.#client ??= this.#open())
    try {
      return await call(api, { abortSignal: signal })
    } catch (error) {
      signal.throwIfAborted()
      const { name, message } = error as Error
      if (
        name === 'ValidationException' &&
        /^Session (is not available|with Id\b.* is invalid)/.test(message)
      )
        throw new ClosedSessionError(message)
      throw awsError(error, {
        url,
        doing: 'use the Data API',
        action: `redshift-data:${operation}`,
        resource,
        missing: 'check the cluster or workgroup in connection',
      })
    }
  }

  async #open() {
    const sdk = await optionalClient(
      '@aws-sdk/client-redshift-data',
      'To connect through the Data API',
      loadSdk,
    )
    const client = new sdk.RedshiftDataClient({
      ...clientConfig(this.#options.region),
      maxAttempts: ATTEMPTS,
    })
    return { sdk, client }
  }
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>

const loadSdk = () => import('@aws-sdk/client-redshift-data')
