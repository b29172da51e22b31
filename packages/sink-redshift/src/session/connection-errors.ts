import { ServerError } from './server-error.js'

/** A connection was lost while a statement was running. Its `cause` is the driver's error. */
export class LostConnectionError extends Error {
  override readonly name = 'LostConnectionError'
  /** What could not be done, such as `copy into "events"`. */
  readonly doing: string

  /** `hide` takes secrets out of the message. */
  constructor(error: unknown, doing: string, hide: (text: string) => string) {
    super(hide(messageOf(error)), { cause: error })
    this.doing = doing
  }
}

/** A connection could not be opened. Its `cause` is the driver's error, unless the server spoke. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  /** A code of Node's or of TLS's, such as `ECONNREFUSED`; empty if there is none. */
  readonly code: string
  /** What the server said, if it was reached. */
  readonly server: ServerError | undefined

  /** `error` is a `ServerError` if the server spoke. */
  constructor(error: unknown) {
    const fromServer = error instanceof ServerError
    super(messageOf(error), fromServer ? {} : { cause: error })
    const { code } = (error ?? {}) as { readonly code?: unknown }
    this.code = !fromServer && typeof code === 'string' ? code : ''
    this.server = fromServer ? error : undefined
  }
}

/** Whether `error` says that a server did not accept a user or a password (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export function isTurnedAway(error: unknown): boolean {
  return error instanceof ConnectError && error.server !== undefined && error.server.code.startsWith('28')
}

// If a name has several addresses, Node throws one error for each, and gives no message for all.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
