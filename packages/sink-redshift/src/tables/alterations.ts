import type { Column, Difference, Statement, TableColumn, Target } from '@arbalest/core'
import { rebuild } from './rebuild.js'
import type { Session } from '../session/session.js'
import { addColumn, distribute, encodeColumn, lengthenColumn, sort } from '../statements/alter-table.js'
import { readColumns } from './columns.js'
import { readStorage, type StoredTable } from './storage.js'

/** Encodings with which a column stays as long as it is (https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html). */
const FIXED = new Set(['bytedict', 'runlength', 'text255', 'text32k'])

/**
 * The statements that take `differences` away from the table of `target`, outside of any
 * transaction. What ALTER TABLE cannot do makes the table anew, and all that differs with
 * it; none where that would lose values, as of an IDENTITY.
 */
export async function alterationsOf(
  session: Session,
  target: Target,
  differences: readonly Difference[],
): Promise<readonly Statement[]> {
  if (differences.length === 0) return []
  const columns = await readColumns(session, target.table)
  if (!columns) return []
  const stored = await readStorage(session, target.table)
  const takesRebuild = (difference: Difference) => {
    const { kind, effect } = difference
    if (kind === 'narrower') return !mayLengthen(difference, columns, stored)
    return kind === 'other type' || (kind === 'extra' && effect === 'stops a load')
  }
  return differences.some(takesRebuild)
    ? rebuild(target, differences, columns, stored)
    : [...alterations(target, differences, stored)]
}

function mayLengthen(
  { column: name, declared, actual }: Difference,
  columns: readonly TableColumn[],
  stored: StoredTable | undefined,
): boolean {
  return (
    [declared, actual].every((type) => type!.startsWith('varchar(')) &&
    !columns.some((column) => column.name === name && column.hasDefault) &&
    !FIXED.has(stored?.encodings.get(name!) ?? '')
  )
}

function* alterations(
  target: Target,
  differences: readonly Difference[],
  stored: StoredTable | undefined,
): Generator<Statement> {
  const { table, columns, sortKey, sortStyle } = target
  const of = (kind: Difference['kind']) => differences.filter((difference) => difference.kind === kind)
  const isMissing = ({ name }: Column) =>
    // What a run adds by itself is harmless.
    of('missing').some(({ column, effect }) => column === name && effect !== 'harmless')
  for (const column of columns.filter(isMissing)) yield addColumn(table, column)
  for (const { column, declared } of of('narrower')) yield lengthenColumn(table, column!, declared!)
  const sorts = of('other sort key').length > 0 && Array.isArray(sortKey) && sortStyle !== 'interleaved'
  if (sorts) yield sort(table, sortKey)
  // Rows that are sorted so can neither be distributed nor compressed otherwise.
  if (stored?.sortStyle === 'interleaved' && !sorts) return
  if (of('other distribution').length > 0) yield distribute(target)
  for (const { column, declared } of of('other encoding')) yield encodeColumn(table, column!, declared!)
}
