import { ConflictError, type Mark, type MarkChange } from '@arbalest/core'
import { isMissingTable } from '../session/server-error.js'
import { originalKey, storedKey } from './mark-key.js'
import type { Row, Session } from '../session/session.js'
import {
  deleteMarks,
  findMarks,
  insertMarks,
  MARKS_A_CHANGE,
  MARKS_A_PAGE,
  pageOfMarks,
} from '../statements/marks.js'

/** One page of the marks in `table`, in key order: the first, or the one after the mark `after`. Empty if there is no table. */
export async function readMarks(session: Session, table: string, after?: Mark): Promise<Mark[]> {
  try {
    const rows = await session.query(pageOfMarks(table, after && storedKey(after.key)), 'read marks')
    return rows.map(markOf)
  } catch (error) {
    if (isMissingTable(error)) return []
    throw error
  }
}

/** Whether there may be marks after `page`. */
export function isFullPage(page: readonly Mark[]): boolean {
  return page.length === MARKS_A_PAGE
}

/**
 * Changes marks in `table`, which the session has locked. Throws `ConflictError` if one is
 * not as the caller last saw it; the transaction must then be rolled back.
 */
export async function changeMarks(
  session: Session,
  table: string,
  scope: string,
  changes: readonly MarkChange[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += MARKS_A_CHANGE) {
    await changeChunk(session, table, scope, changes.slice(from, from + MARKS_A_CHANGE))
  }
}

async function changeChunk(
  session: Session,
  table: string,
  scope: string,
  changes: readonly MarkChange[],
): Promise<void> {
  const keys = [...new Set(changes.map(({ key }) => storedKey(key)))]
  const found = await session.query(findMarks(table, keys), 'read marks')
  const before = new Map(found.map(markOf).map(({ key, version }) => [key, version]))
  const after = applied(scope, before, changes)
  const gone = [...before.keys()].filter((key) => before.get(key) !== after.get(key))
  const fresh = [...after]
    .filter(([key, version]) => before.get(key) !== version)
    .map(([key, version]) => ({ key: storedKey(key), version }))
  if (gone.length > 0) await session.query(deleteMarks(table, gone.map(storedKey)), 'change marks')
  if (fresh.length > 0) await session.query(insertMarks(table, fresh), 'change marks')
}

function applied(
  scope: string,
  before: ReadonlyMap<string, string>,
  changes: readonly MarkChange[],
): Map<string, string> {
  const marks = new Map(before)
  for (const { key, version, previous } of changes) {
    if (marks.get(key) !== previous) throw new ConflictError(scope, key)
    if (version === null) marks.delete(key)
    else marks.set(key, version)
  }
  return marks
}

function markOf(row: Row): Mark {
  return { key: originalKey(String(row['key'])), version: String(row['version']) }
}
