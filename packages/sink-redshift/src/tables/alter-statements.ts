import type { Column, Difference, Statement, Table, Target } from '@arbalest/core/plugin'
import { storageOf } from '../options/target-storage.js'
import {
  addColumn,
  distribute,
  encodeColumn,
  lengthenColumn,
  sort,
} from '../statements/tables/alter-table.js'
import { rebuildStatements } from './rebuild-statements.js'

/** Encodings under which a column cannot be lengthened (https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html). */
const FIXED_LENGTH = new Set(['bytedict', 'runlength', 'text255', 'text32k'])

/**
 * The statements that remove `differences` between `table` and `target`, to be run outside of any
 * transaction. If one of them is more than ALTER TABLE can do, they make the table anew without any
 * of them; there are none if that would lose values, as of an IDENTITY.
 */
export function alterStatements(
  table: Table,
  target: Target,
  differences: readonly Difference[],
): readonly Statement[] {
  return differences.some((difference) => needsRebuild(difference, table))
    ? rebuildStatements(table, target, differences)
    : [...alterations(table, target, differences)]
}

function needsRebuild(difference: Difference, table: Table): boolean {
  const { kind, effect } = difference
  if (kind === 'narrower') return !canLengthen(difference, table)
  return kind === 'other type' || (kind === 'extra' && effect === 'stops a load')
}

function canLengthen({ column: name, declared, actual }: Difference, { columns }: Table): boolean {
  const existing = columns.find((column) => column.name === name)
  return (
    [declared, actual].every((type) => type!.startsWith('varchar(')) &&
    !existing?.hasDefault &&
    !FIXED_LENGTH.has(existing?.storage?.encode ?? '')
  )
}

function* alterations(
  { storage }: Table,
  target: Target,
  differences: readonly Difference[],
): Generator<Statement> {
  const { table, columns } = target
  const wanted = storageOf(target)
  const { sortKey, sortStyle } = wanted
  const otherwise = (what: string) => differences.filter((difference) => difference.what === what)
  const of = (kind: Difference['kind']) => differences.filter((difference) => difference.kind === kind)
  const isMissing = ({ name }: Column) =>
    // A harmless one is added by the next run.
    of('missing').some(({ column, effect }) => column === name && effect !== 'harmless')
  for (const column of columns.filter(isMissing)) yield addColumn(table, column)
  for (const { column, declared } of of('narrower')) yield lengthenColumn(table, column!, declared!)
  const sorts = otherwise('sort key').length > 0 && Array.isArray(sortKey) && sortStyle !== 'interleaved'
  if (sorts) yield sort(table, sortKey)
  // A table with an interleaved sort key takes neither another distribution nor other encodings.
  if (storage?.sortStyle === 'interleaved' && !sorts) return
  if (otherwise('distribution').length > 0) yield distribute(table, wanted)
  for (const { column, declared } of otherwise('encoding')) yield encodeColumn(table, column!, declared!)
}
