import { isDeepStrictEqual } from 'node:util'
import {
  ConflictError,
  type Mark,
  type MarkChange,
  type Origin,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { findColumns } from '../statements/catalog/catalog.js'
import {
  anyMark,
  deleteMarks,
  findMarks,
  insertMarks,
  MARKS_A_CHANGE,
  upgradeMarks,
  type ScopedMark,
} from '../statements/marks.js'
import { storedKey } from './mark-key.js'
import { checkOwner, markOf } from './mark-of.js'
import { queryInPieces } from './query-in-pieces.js'

/** What marks are changed for. */
type MarkContext = Pick<TransactionContext, 'scope' | 'origin'>

/**
 * Makes a table of marks, which the session has locked, ready to be changed: one of an older
 * format becomes one of the present format, whose rows are taken for loaded as `context` says.
 * Throws `SinkError` if the table is of a newer format, or holds the marks of another scope.
 */
export async function prepareMarks(session: Session, table: string, context: MarkContext): Promise<void> {
  const columns = await session.query(findColumns(table), 'look at the format of the marks')
  if (columns.some(({ name }) => name === 'format')) {
    // One row speaks for all: no transaction adds to the marks of another scope or format.
    const [row] = await session.query(anyMark(table), 'look at the format of the marks')
    if (row) checkOwner(row, context.scope, table)
    return
  }
  for (const statement of upgradeMarks(table, context)) await session.query(statement, 'upgrade the marks')
}

/**
 * Changes marks in `table`, which the session has locked. Throws `ConflictError` if one is
 * not as the caller last saw it; the transaction must then be rolled back.
 */
export async function changeMarks(
  session: Session,
  table: string,
  context: MarkContext,
  changes: readonly MarkChange[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += MARKS_A_CHANGE) {
    await changeChunk(session, table, context, changes.slice(from, from + MARKS_A_CHANGE))
  }
}

async function changeChunk(
  session: Session,
  table: string,
  context: MarkContext,
  changes: readonly MarkChange[],
): Promise<void> {
  const { scope } = context
  const keys = [...new Set(changes.map(({ key }) => storedKey(key)))]
  const found = await queryInPieces(session, keys, (piece) => findMarks(table, piece), 'read marks')
  const before = new Map(found.map((row) => markOf(row, scope, table)).map((mark) => [mark.key, mark]))
  const after = applied(context, before, changes)
  const gone = [...before.values()].filter((mark) => after.get(mark.key) !== mark)
  const fresh = [...after.values()].filter((mark) => before.get(mark.key) !== mark)
  if (gone.length > 0) {
    const stored = gone.map(({ key }) => storedKey(key))
    await queryInPieces(session, stored, (piece) => deleteMarks(table, piece), 'change marks')
  }
  if (fresh.length > 0) {
    const stored = fresh.map((mark): ScopedMark => ({ ...mark, key: storedKey(mark.key), scope }))
    await queryInPieces(session, stored, (piece) => insertMarks(table, piece), 'change marks')
  }
}

/** Returns the marks as they must stand; one that does not change is the same object. */
function applied(
  { scope, origin }: MarkContext,
  before: ReadonlyMap<string, Mark>,
  changes: readonly MarkChange[],
): Map<string, Mark> {
  const marks = new Map(before)
  for (const { key, version, state = 'loaded', reason, previous } of changes) {
    const mark = marks.get(key)
    if (mark?.version !== previous) throw new ConflictError(scope, key)
    if (version === null) marks.delete(key)
    else {
      const kept = origin ? originKept(origin) : mark?.origin
      const changed = { key, version, state, ...(reason !== undefined && { reason }), origin: kept }
      if (!isDeepStrictEqual(mark, changed)) marks.set(key, changed)
    }
  }
  return marks
}

/** Returns an origin as it is read again. */
function originKept({ table, way, identity }: Origin): Origin {
  return { table, way, ...(identity !== undefined && { identity }) }
}
