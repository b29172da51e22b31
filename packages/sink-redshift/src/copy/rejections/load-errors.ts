import { setTimeout as sleep } from 'node:timers/promises'
import type { Rejection, SourceObject } from '@arbalest/core/plugin'
import type { Row, Session, WithSession } from '../../session/session.js'
import {
  LOAD_ERROR_TABLES,
  loadErrors,
  SESSION_NUMBER,
  type CopyWithErrors,
  type LoadErrorTable,
} from '../../statements/catalog/load-errors.js'
import { LAST_COPY } from '../../statements/session.js'

// filename is char(256): https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html
const FILE_NAME_LENGTH = 256

/** The system table in which Redshift's `message` says to look for the rows that did not fit, if it names one. */
export function loadErrorTable(message: string): LoadErrorTable | undefined {
  const [, table] = /Check '(stl_load_errors|sys_load_error_detail)'/i.exec(message) ?? []
  return table?.toLowerCase() as LoadErrorTable | undefined
}

/** Which of the rows that a COPY left out are wanted. */
interface WantedRejections {
  readonly withOtherSession: WithSession
  /** How many there are, if all are wanted. Default: the first thousand are. */
  readonly all?: number | undefined
}

/** Milliseconds between two looks for all rows: what Redshift notes of a COPY may come a little later than its answer. */
const PAUSES = [250, 500, 1_000, 2_000]

/**
 * Which rows of `objects` the session's last COPY left out, as far as that can be found out. Asks
 * through another session: a query that fails would fail the transaction, and what it has loaded.
 * If all are wanted, it waits four seconds for them.
 */
export async function rejectionsOf(
  session: Session,
  objects: readonly SourceObject[],
  { withOtherSession, all }: WantedRejections,
): Promise<readonly Rejection[]> {
  // Before another statement is sent, with notices of its own.
  const tables = tablesFor(session)
  if (tables.length === 0) return []
  // By its number, no earlier COPY of the same objects is taken for it.
  const [last] = await session.query(LAST_COPY, 'read the number of the COPY')
  const copy = { query: Number(last?.['query']) }
  for (const pause of all === undefined ? [0] : [0, ...PAUSES]) {
    await sleep(pause)
    for (const table of tables) {
      const read = withOtherSession((other) =>
        readRejections(other, { table, copy, all: all !== undefined }, objects),
      )
      const rejections = await read.catch(() => [])
      if (all === undefined ? rejections.length > 0 : rejections.length >= all)
        return oneEach(rejections, all)
    }
  }
  return []
}

/** Returns one report of each row, if it is known that there are `all` rows and that some are reported more than once. */
function oneEach(rejections: readonly Rejection[], all = Infinity): readonly Rejection[] {
  if (rejections.length <= all) return rejections
  const rows = new Map<string, Rejection>()
  for (const rejection of rejections) {
    const row = JSON.stringify([rejection.object, rejection.line])
    if (!rows.has(row)) rows.set(row, rejection)
  }
  return [...rows.values()]
}

/** The system tables that may report the rows: the one that Redshift names; if it names none, those there are. */
function tablesFor({ notices }: Session): readonly LoadErrorTable[] {
  if (!notices) return LOAD_ERROR_TABLES
  const table = loadErrorTable(notices.join('\n'))
  return table ? [table] : []
}

/** Where reports of rows are, and of which COPY. */
interface ReportedIn {
  readonly table: LoadErrorTable
  readonly copy: CopyWithErrors
  readonly all?: boolean | undefined
}

/** Which rows the session's last COPY that found any could not load: of `objects`, or of any. */
export async function lastRejections(
  session: Session,
  table: LoadErrorTable,
  objects?: readonly SourceObject[],
): Promise<readonly Rejection[]> {
  // What failed may have no number of a COPY.
  const [own] = await session.query(SESSION_NUMBER, 'read the number of the session')
  return readRejections(session, { table, copy: { session: Number(own?.['session']) } }, objects)
}

/** Which rows a COPY could not load: of `objects`, which may have longer names than Redshift keeps, or of any. */
async function readRejections(
  session: Session,
  { table, copy, all }: ReportedIn,
  objects?: readonly SourceObject[],
): Promise<readonly Rejection[]> {
  const rows = await session.query(loadErrors(table, copy, all), `read ${table}`)
  if (!objects) return rows.map(rejectionOf)
  const urls = urlsByName(objects)
  return rows.map(rejectionOf).flatMap((rejection) => {
    const object = urls.get(rejection.object)?.join(' or ')
    return object === undefined ? [] : [{ ...rejection, object }]
  })
}

/** The URLs of objects by their names as Redshift keeps them, which it cuts: several may have one name. */
function urlsByName(objects: readonly SourceObject[]): ReadonlyMap<string, readonly string[]> {
  const urls = new Map<string, string[]>()
  for (const { url } of objects) {
    const name = url.slice(0, FILE_NAME_LENGTH).trimEnd()
    const same = urls.get(name)
    if (same) same.push(url)
    else urls.set(name, [url])
  }
  return urls
}

/** Columns of the system tables are CHAR, padded with blanks. */
function rejectionOf(row: Row): Rejection {
  const text = (name: string) => String(row[name] ?? '').trimEnd()
  return {
    object: text('object'),
    line: Number(row['line']),
    column: text('column') || undefined,
    position: Number(row['position']),
    value: text('value') || undefined,
    rawLine: text('raw') || undefined,
    code: text('code') || undefined,
    reason: text('reason'),
  }
}
