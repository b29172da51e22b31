import { LoadError, type Rejection, type SourceObject, type Target } from '@arbalest/core'
import type { WithSession } from '../session/connections.js'
import { isGoingDown, ServerError } from '../session/server-error.js'
import type { Row, Session } from '../session/session.js'
import {
  lastLoadErrors,
  MOST_LOAD_ERRORS,
  SESSION_NUMBER,
  type LoadErrorTable,
} from '../statements/load-errors.js'

// filename is char(256): https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html
const FILE_NAME_LENGTH = 256

/** Reasons for which a line is refused, whatever the value that Redshift names with them. */
const OF_THE_LINE = /^(Delimiter not found|Extra column|Invalid quote formatting|Missing newline)/

/** The table in which Redshift says that what went wrong with a COPY is to be found, if it says so. */
export function loadErrorTable(message: string): LoadErrorTable | undefined {
  const [, table] = /Check '(stl_load_errors|sys_load_error_detail)'/i.exec(message) ?? []
  return table?.toLowerCase() as LoadErrorTable | undefined
}

/** Which rows the session's COPY of `objects` into `into` failed for, as an error; its transaction must have ended. */
export async function loadErrorOf(
  session: Session,
  table: LoadErrorTable,
  into: Target,
  objects: readonly SourceObject[],
  cause: ServerError,
): Promise<LoadError> {
  const read = async () => readRejections(session, table, await numberOf(session), objects)
  const rejections = await read().catch((error: unknown) => {
    if (!(error instanceof ServerError) || isGoingDown(error)) throw error
    // A user who may not read the table still needs to know that rows did not fit.
    return []
  })
  return new LoadError(messageOf(into, rejections), rejections, { cause })
}

/**
 * Which rows of `objects` the session's last COPY left out, as far as that can be found out. Asks
 * through another session: a query that fails would fail the transaction, and what it has loaded.
 */
export async function rejectionsOf(
  session: Session,
  objects: readonly SourceObject[],
  withOtherSession: WithSession,
): Promise<readonly Rejection[]> {
  const table = loadErrorTable(session.notices.join('\n'))
  if (!table) return []
  const number = await numberOf(session)
  return withOtherSession((other) => readRejections(other, table, number, objects)).catch(() => [])
}

/** The number under which the system tables know the session. */
async function numberOf(session: Session): Promise<number> {
  const [own] = await session.query(SESSION_NUMBER, 'ask for the number of the session')
  return Number(own?.['session'])
}

/** Which rows of `objects` the last COPY of the session of this number could not load. */
async function readRejections(
  session: Session,
  table: LoadErrorTable,
  number: number,
  objects: readonly SourceObject[],
): Promise<readonly Rejection[]> {
  const rows = await session.query(lastLoadErrors(table, number), `read ${table}`)
  const urls = new Map(objects.map(({ url }) => [url.slice(0, FILE_NAME_LENGTH).trimEnd(), url]))
  return rows.map(rejectionOf).flatMap((rejection) => {
    const object = urls.get(rejection.object)
    return object === undefined ? [] : [{ ...rejection, object }]
  })
}

function messageOf({ table, columns }: Target, rejections: readonly Rejection[]): string {
  const [first] = rejections
  if (!first) return `Rows did not fit "${table}", and Redshift does not tell which.`
  const { object, line, column, value, reason } = first
  const type = columns.find(({ name }) => name === column)?.type
  const place = `${object}, line ${line}${column === undefined ? '' : `, column "${column}"`}`
  const misfit =
    value === undefined || type === undefined || OF_THE_LINE.test(reason)
      ? ''
      : `${JSON.stringify(value)} does not fit ${type}: `
  const others = rejections.length - 1
  const more =
    others > 0 ? ` (and ${rejections.length < MOST_LOAD_ERRORS ? '' : 'at least '}${others} more)` : ''
  return `${place}: ${misfit}${reason}${more}`
}

/** The system tables are of char columns: blanks fill them up. */
function rejectionOf(row: Row): Rejection {
  const text = (name: string) => String(row[name] ?? '').trimEnd()
  return {
    object: text('object'),
    line: Number(row['line']),
    column: text('column') || undefined,
    value: text('value') || undefined,
    reason: text('reason'),
  }
}
