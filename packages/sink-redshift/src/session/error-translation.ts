import { SinkError, type ArbalestError } from '@arbalest/core'
import { DatabaseError } from 'pg'
import { errorOfS3 } from './s3-answers.js'
import { ServerError } from './server-error.js'

/** The SQLSTATE of a table that is not there. */
const UNDEFINED_TABLE = '42P01'

/** SQLSTATEs of a table that is there already, as its name, its type or a row of the catalog. */
const DUPLICATE_TABLE = /^(42P07|42710|23505)$/

/** The SQLSTATE of a column that is there already. */
const DUPLICATE_COLUMN = '42701'

/** SQLSTATEs of a server that ends the session, or does not begin it. */
const GOING_DOWN = /^(0800[01346]|57P0[1235]|53300)$/

/** SQLSTATEs with which a server refuses who asks, or what for. */
const DENIED = /^(28...|42501)$/

/** No such database. */
const UNDEFINED_DATABASE = '3D000'

/**
 * SQLSTATEs and messages of a transaction that met another; it may be run again
 * (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html).
 */
const COLLISION = /^(40001|40P01)$/
const COLLISION_MESSAGE = /^(?:ERROR:\s*)?10(?:18|23)\b|could not serialize|deadlock detected/i

/** What Node says of a certificate that does not do. */
const CERTIFICATE = /^(ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH)/

/** What an error needs to be told from. */
export interface Circumstances {
  /** The sink, as its `url` says. */
  readonly url: string
  /** What was being done, such as `copy into "events"`. */
  readonly doing: string
  /** Takes secrets out of what the server said. */
  hide(text: string): string
}

/** An error of opening a connection, as one of Arbalest's. */
export function translateConnectError(error: unknown, url: string): SinkError {
  const code = codeOf(error)
  const said = messageOf(error)
  if (error instanceof DatabaseError) {
    const cause = new ServerError(error, (text) => text)
    if (GOING_DOWN.test(code))
      return new SinkError('SINK_UNREACHABLE', `${url} takes no connection now: ${said}.`, {
        cause,
        retryable: true,
      })
    const remedy =
      code === UNDEFINED_DATABASE
        ? 'check the name of the database in connection'
        : 'check the user and the password in connection'
    return new SinkError('SINK_DENIED', `${url} refused to let us in: ${said}; ${remedy}.`, { cause })
  }
  if (CERTIFICATE.test(code)) {
    return new SinkError(
      'SINK_UNREACHABLE',
      `The certificate of ${url} cannot be trusted: ${said}; connect by the cluster's own host name, or say in connection how much to verify, as in ?sslmode=verify-ca.`,
      { cause: error },
    )
  }
  if (/does not support SSL|establishing an SSL connection/i.test(said)) {
    return new SinkError(
      'SINK_UNREACHABLE',
      `${url} does not speak TLS; if that is right, say ?sslmode=disable in connection.`,
      { cause: error },
    )
  }
  return new SinkError('SINK_UNREACHABLE', `${url} could not be reached: ${said}.`, {
    cause: error,
    retryable: true,
  })
}

/** An error of a statement, as one of Arbalest's. */
export function translateStatementError(error: unknown, { url, doing, hide }: Circumstances): ArbalestError {
  if (!(error instanceof DatabaseError) || GOING_DOWN.test(codeOf(error))) {
    const cause = error instanceof DatabaseError ? new ServerError(error, hide) : error
    return new SinkError(
      'CONNECTION_LOST',
      `The connection to ${url} was lost: could not ${doing}: ${hide(messageOf(error))}.`,
      { cause, retryable: true },
    )
  }
  const cause = new ServerError(error, hide)
  const said = told(cause)
  if (COLLISION.test(cause.code) || COLLISION_MESSAGE.test(cause.message)) {
    return new SinkError(
      'SERIALIZATION',
      `Another transaction got in the way: could not ${doing}: ${said}.`,
      {
        cause,
        retryable: true,
      },
    )
  }
  const answer = errorOfS3(said, cause)
  if (answer) return answer
  const code = DENIED.test(cause.code) ? 'SINK_DENIED' : 'SQL_FAILED'
  return new SinkError(code, `${url} could not ${doing}: ${said}.`, { cause })
}

/** Whether `error` says that a table is not there. */
export function isMissingTable(error: unknown): boolean {
  return codeOf(causeOf(error)) === UNDEFINED_TABLE
}

/** Whether `error` says that a table cannot be made, as it is there already. */
export function isDuplicateTable(error: unknown): boolean {
  return DUPLICATE_TABLE.test(codeOf(causeOf(error)))
}

/** Whether `error` says that a column cannot be added, as it is there already. */
export function isDuplicateColumn(error: unknown): boolean {
  return codeOf(causeOf(error)) === DUPLICATE_COLUMN
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

/** The message, and of Redshift's detail block what a reader needs: its own error, and what it was about. */
function told(error: ServerError): string {
  const { message, detail = '' } = error
  const [firstLine] = detail.trim().split('\n')
  const parts =
    error.field('error') === undefined ? [firstLine] : [error.field('error'), error.field('context')]
  const more = parts.filter((part) => part !== undefined && !message.includes(part))
  return [message, ...more].map((part) => part!.replace(/[.\s]+$/, '')).join('; ')
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}

// Where a name has several addresses, Node gives one error for each and no message for all.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return String(error instanceof Error ? error.message : error).replace(/[.\s]+$/, '')
}
