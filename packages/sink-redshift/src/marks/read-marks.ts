import type { Mark } from '@arbalest/core/plugin'
import { isMissingColumn, isMissingTable } from '../session/server-error.js'
import type { Session } from '../session/session.js'
import { MARKS_A_PAGE, pageOfMarks, pageOfOtherMarks } from '../statements/marks.js'
import { storedKey } from './mark-key.js'
import { markOf } from './mark-of.js'

/** Where marks are kept. */
interface MarksPlace {
  /** Returns the table of a scope's marks. */
  marks(scope: string): Promise<string>
  /** Throws `ServerError` if a schema does not exist in which a run would make tables. */
  requireSchemas(session: Session): Promise<void>
}

/**
 * Reads one page of the marks of `scope`, in key order: the first, or the one after
 * the mark `after`. Empty if there is no table. Changes nothing, so that a table of an older
 * format is read as it is. Throws `ServerError` if there is no schema to make it in, and `SinkError` if a mark is of a newer format, or of another scope.
 */
export async function readMarks(
  session: Session,
  own: MarksPlace,
  scope: string,
  after?: Mark,
): Promise<Mark[]> {
  const table = await own.marks(scope)
  const key = after && storedKey(after.key)
  try {
    const rows = await session.query(pageOfMarks(table, key), 'read marks').catch((error: unknown) => {
      if (!isMissingColumn(error)) throw error
      return session.query(pageOfOtherMarks(table, key), 'read marks')
    })
    return rows.map((row) => markOf(row, scope, table))
  } catch (error) {
    if (!isMissingTable(error)) throw error
    await own.requireSchemas(session)
    return []
  }
}

/** Reads one page as {@link readMarks} does, of the marks in `table`, which exists and has the present format. */
export async function readPage(
  session: Session,
  table: string,
  scope: string,
  after?: Mark,
): Promise<Mark[]> {
  const rows = await session.query(pageOfMarks(table, after && storedKey(after.key)), 'read marks')
  return rows.map((row) => markOf(row, scope, table))
}

/**
 * Yields the marks that `read` returns, page by page: the first, and each after the last mark of the
 * one before, which is asked for while that is looked at.
 */
export async function* pagesOfMarks(
  read: (after: Mark | undefined) => Promise<Mark[]>,
): AsyncGenerator<readonly Mark[]> {
  let reading: Promise<Mark[]> | undefined = read(undefined)
  try {
    while (reading) {
      const page: Mark[] = await reading
      reading = page.length === MARKS_A_PAGE ? read(page.at(-1)) : undefined
      // What fails is thrown to who asks for it.
      reading?.catch(() => {})
      if (page.length > 0) yield page
    }
  } finally {
    // Nobody may use its session before it is done.
    await reading?.catch(() => {})
  }
}
