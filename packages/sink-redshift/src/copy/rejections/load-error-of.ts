import {
  LoadError,
  withoutQuotes,
  type Rejection,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import { isGoingDown, ServerError } from '../../session/server-error.js'
import type { Session } from '../../session/session.js'
import { MOST_LOAD_ERRORS, type LoadErrorTable } from '../../statements/catalog/load-errors.js'
import { lastRejections } from './load-errors.js'

/** Reasons that concern a whole line: the value that Redshift reports with them is not to blame. */
const OF_THE_LINE = /^(Delimiter not found|Extra column|Invalid quote formatting|Missing newline)/

/** A COPY that failed, as rows did not fit. */
interface FailedCopy {
  readonly objects: readonly SourceObject[]
  readonly cause: ServerError
  /** Adds to the reasons of rows what else is known of them. */
  explain(rejections: readonly Rejection[]): Promise<readonly Rejection[]>
}

/** An error with the rows for which the session's COPY into `into` failed. Its transaction must have ended. */
export async function loadErrorOf(
  session: Session,
  table: LoadErrorTable,
  into: Target,
  { objects, cause, explain }: FailedCopy,
): Promise<LoadError> {
  return loadErrorFor(into, await explain(await told(session, table, objects)), cause)
}

/**
 * An error with the rows for which the session's COPY failed, which a user wrote: into which table, and
 * of which objects, only Redshift knows. Its transaction must have ended.
 */
export async function loadErrorOfStatement(
  session: Session,
  table: LoadErrorTable,
  cause: ServerError,
): Promise<LoadError | undefined> {
  const rejections = await told(session, table)
  if (rejections.length === 0) return undefined
  return new LoadError(`Could not ${cause.doing}: ${wordingOf(rejections)}`, rejections, { cause })
}

/** The rows that Redshift reports; none if the user may not read where it does, who still needs to know that rows did not fit. */
async function told(
  session: Session,
  table: LoadErrorTable,
  objects?: readonly SourceObject[],
): Promise<readonly Rejection[]> {
  try {
    return await lastRejections(session, table, objects)
  } catch (error) {
    if (!(error instanceof ServerError) || isGoingDown(error)) throw error
    return []
  }
}

/** An error with the rows for which a COPY into `into` must not stay. */
export function loadErrorFor(into: Target, rejections: readonly Rejection[], cause?: ServerError): LoadError {
  return new LoadError(messageOf(into, rejections), rejections, { cause })
}

/** The message shows nothing of what the object holds: it reaches logs. The rejections do. */
function messageOf({ table, columns }: Target, rejections: readonly Rejection[]): string {
  return rejections.length === 0
    ? `Rows did not fit "${table}", and Redshift does not report which.`
    : wordingOf(rejections, columns)
}

function wordingOf(rejections: readonly Rejection[], columns: Target['columns'] = []): string {
  const { object, line, column, value, reason } = rejections[0]!
  const type = columns.find(({ name }) => name === column)?.type
  const place = `${object}, line ${line}${column === undefined ? '' : `, column "${column}"`}`
  const misfit =
    value === undefined || type === undefined || OF_THE_LINE.test(reason) ? '' : `does not fit ${type}: `
  const others = rejections.length - 1
  const more =
    others > 0 ? ` (and ${rejections.length < MOST_LOAD_ERRORS ? '' : 'at least '}${others} more)` : ''
  return `${place}: ${misfit}${withoutQuotes(reason)}${more}`
}
