import { SinkError, type ArbalestError } from '@arbalest/core'
import { ConnectError, LostConnectionError } from './connection-errors.js'
import { errorOfS3 } from './s3-answers.js'
import { quoteIdentifier } from '../statements/syntax/quote.js'
import { isGoingDown, schemaMissingBy, ServerError } from './server-error.js'
import { ProtocolError } from './wire/protocol-error.js'

/** SQLSTATEs with which a server refuses a user, or what the user asks for. */
const DENIED = /^(28...|42501)$/

/** The SQLSTATE of a database that does not exist. */
const UNDEFINED_DATABASE = '3D000'

/**
 * SQLSTATEs and messages of a transaction that collided with another; it may be run again
 * (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html).
 */
const COLLISION = /^(40001|40P01)$/
const COLLISION_MESSAGE = /^(?:ERROR:\s*)?10(?:18|23)\b|could not serialize|deadlock detected/i

/** What a server says of a statement that would end, or cannot be in, the transaction that it is sent in, and what can be done. */
const OUT_OF_PLACE: readonly (readonly [says: RegExp, remedy: string])[] = [
  // https://docs.aws.amazon.com/redshift/latest/dg/stored-procedure-transaction-management.html
  [
    /cannot be invoked from a procedure that is executing in an atomic context/i,
    'a procedure that a step calls is part of its transaction; call it in a step with transaction: none',
  ],
  [/cannot (?:run|be executed) inside a transaction block/i, 'put it into a step with transaction: none'],
]

/** Node's codes for a certificate that is not accepted. */
const CERTIFICATE = /^(ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH)/

/**
 * The error that a user of the sink at `url` gets for one that a session or its connection threw;
 * any other error is returned as it is. Called at the sink's edge only: within the sink, errors are
 * recognized by what the server said.
 */
export function translateError(error: unknown, url: string): unknown {
  if (error instanceof ServerError) return isGoingDown(error) ? lost(error, url) : refused(error, url)
  if (error instanceof LostConnectionError) return lost(error, url)
  if (error instanceof ConnectError)
    return error.server ? turnedAway(error.server, url) : unreachable(error, url)
  return error
}

function lost(error: ServerError | LostConnectionError, url: string): SinkError {
  return new SinkError(
    'CONNECTION_LOST',
    `The connection to ${url} was lost: could not ${error.doing}: ${sentence(error.message)}.`,
    { cause: error, retryable: true },
  )
}

function refused(error: ServerError, url: string): ArbalestError {
  const said = relevant(error)
  if (COLLISION.test(error.code) || COLLISION_MESSAGE.test(error.message)) {
    return new SinkError(
      'SERIALIZATION',
      `Another transaction got in the way: could not ${error.doing}: ${said}.`,
      { cause: error, retryable: true },
    )
  }
  const schema = schemaMissingBy(error)
  if (schema !== undefined) {
    return new SinkError(
      'SQL_FAILED',
      `There is no schema "${schema}" in ${url}. Create it (create schema ${quoteIdentifier(schema)}), or correct its name in the configuration: in target, marksSchema or a statement.`,
      { cause: error },
    )
  }
  const answer = errorOfS3(error, said)
  if (answer) return answer
  const code = DENIED.test(error.code) ? 'SINK_DENIED' : 'SQL_FAILED'
  const [, remedy] = OUT_OF_PLACE.find(([says]) => says.test(error.message)) ?? []
  return new SinkError(
    code,
    `${url} could not ${error.doing}: ${said}${remedy === undefined ? '' : `; ${remedy}`}.`,
    { cause: error },
  )
}

function turnedAway(error: ServerError, url: string): SinkError {
  const said = sentence(error.message)
  if (isGoingDown(error)) {
    return new SinkError('SINK_UNREACHABLE', `${url} takes no connection now: ${said}.`, {
      cause: error,
      retryable: true,
    })
  }
  const remedy =
    error.code === UNDEFINED_DATABASE
      ? 'check the name of the database in connection'
      : 'check the user and the password in connection'
  return new SinkError('SINK_DENIED', `${url} refused to let us in: ${said}; ${remedy}.`, { cause: error })
}

function unreachable(error: ConnectError, url: string): SinkError {
  const said = sentence(error.message)
  if (error.cause instanceof ProtocolError) {
    return error.cause.refused
      ? new SinkError('SINK_DENIED', `${url} refused to let us in: ${said}.`, { cause: error })
      : new SinkError('SINK_UNREACHABLE', `${url} could not be reached: ${said}.`, { cause: error })
  }
  if (CERTIFICATE.test(error.code)) {
    return new SinkError(
      'SINK_UNREACHABLE',
      `The certificate of ${url} cannot be trusted: ${said}; connect by the cluster's own host name, or say in connection how much to verify, as in ?sslmode=verify-ca or tls: verify-ca.`,
      { cause: error },
    )
  }
  if (/does not support SSL|establishing an SSL connection/i.test(said)) {
    return new SinkError(
      'SINK_UNREACHABLE',
      `${url} does not speak TLS; if that is right, set ?sslmode=disable or tls: disable in connection.`,
      { cause: error },
    )
  }
  return new SinkError('SINK_UNREACHABLE', `${url} could not be reached: ${said}.`, {
    cause: error,
    retryable: true,
  })
}

/** The message, and of Redshift's detail what a reader needs: its own error, and what it was about. */
function relevant(error: ServerError): string {
  const { message, detail = '' } = error
  const [firstLine] = detail.trim().split('\n')
  const parts =
    error.field('error') === undefined ? [firstLine] : [error.field('error'), error.field('context')]
  const more = parts.filter((part) => part !== undefined && !message.includes(part))
  return [message, ...more].map((part) => sentence(part!)).join('; ')
}

/** `text` without the full stop at its end. */
function sentence(text: string): string {
  return text.replace(/[.\s]+$/, '')
}
