/** What a server says of a failure, as a transport brings it. */
export interface Said {
  readonly message: string
  /** The SQLSTATE. */
  readonly code?: string | undefined
  readonly detail?: string | undefined
}

/** The SQLSTATE of a table that does not exist. */
const UNDEFINED_TABLE = '42P01'

/** The SQLSTATE of a column that does not exist. */
const UNDEFINED_COLUMN = '42703'

/** The SQLSTATE of a schema that does not exist. */
const UNDEFINED_SCHEMA = '3F000'

/** SQLSTATEs of a table that exists already: by its name, by its type, or by a row of the catalog. */
const DUPLICATE_TABLE = /^(42P07|42710|23505)$/

/** The SQLSTATE of a column that exists already. */
const DUPLICATE_COLUMN = '42701'

/** SQLSTATEs of a server that ends a session, or does not begin one. */
const GOING_DOWN = /^(0800[01346]|57P0[1235]|53300)$/

/**
 * A serverless workgroup that has just woken up may cancel the first statement
 * (https://github.com/aws/amazon-redshift-python-driver/issues/150).
 */
const WAKING_UP = /NFTSetupSessionStateOnRestore/

/** What the server said: message, SQLSTATE and detail, and nothing else of the driver's. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  /** The SQLSTATE; `XX000` for most of Redshift's own errors. */
  readonly code: string
  readonly detail: string | undefined
  /** What could not be done, such as `copy into "events"`. */
  readonly doing: string

  /** `hide` takes secrets out of all text. */
  constructor(error: Said, doing: string, hide: (text: string) => string = (text) => text) {
    super(hide(error.message))
    this.code = error.code ?? ''
    this.detail = error.detail === undefined ? undefined : hide(error.detail)
    this.doing = doing
  }

  /** The text of the field `name` in the block that Redshift writes as a detail, on one line; undefined if it has none. */
  field(name: string): string | undefined {
    const block = new RegExp(String.raw`^\s*${name}:([^]*?)^\s*(?:[a-z]+:|-+$)`, 'm')
    const [, text = ''] = block.exec(this.detail ?? '') ?? []
    return text.trim().replaceAll(/\s+/g, ' ') || undefined
  }
}

/** Whether `error` says that a text which must be one statement holds several (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY). */
export function isSeveralStatements(error: unknown): boolean {
  return error instanceof ServerError && /multiple commands into a prepared statement/.test(error.message)
}

/** Returns what a server says of a schema that does not exist. */
export function missingSchema(schema: string, doing: string): ServerError {
  return new ServerError({ message: `schema "${schema}" does not exist`, code: UNDEFINED_SCHEMA }, doing)
}

/** Returns the schema of which `error` says that it does not exist; undefined if it says something else. */
export function schemaMissingBy(error: ServerError): string | undefined {
  if (error.code !== UNDEFINED_SCHEMA) return undefined
  return /schema "?([^"]*?)"? does not exist/i.exec(error.message)?.[1]
}

/** Whether `error` says that a table does not exist. */
export function isMissingTable(error: unknown): boolean {
  return error instanceof ServerError && error.code === UNDEFINED_TABLE
}

/** Whether `error` says that a column does not exist. */
export function isMissingColumn(error: unknown): boolean {
  return error instanceof ServerError && error.code === UNDEFINED_COLUMN
}

/** Whether `error` says that a table cannot be made because it exists already. */
export function isDuplicateTable(error: unknown): boolean {
  return error instanceof ServerError && DUPLICATE_TABLE.test(error.code)
}

/** Whether `error` says that a column cannot be added because it exists already. */
export function isDuplicateColumn(error: unknown): boolean {
  return error instanceof ServerError && error.code === DUPLICATE_COLUMN
}

/** Whether `error` says that the server ends the session, or does not begin one. */
export function isGoingDown(error: unknown): boolean {
  if (!(error instanceof ServerError)) return false
  return GOING_DOWN.test(error.code) || WAKING_UP.test(error.message)
}
