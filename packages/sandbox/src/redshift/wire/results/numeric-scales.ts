import type { Backend } from '../backend/backend.js'
import type { DescribedColumn } from '../messages/described-column.js'
import { modifierOf } from './numeric-form.js'

const NUMERIC = 1700
/** The largest scale of a NUMERIC. https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html */
const LARGEST = 37
/** The scale of a column whose values cannot be looked at: that of PostgreSQL's quotients. */
const UNSEEN = 20

const isOpen = ({ type, modifier }: DescribedColumn) => type === NUMERIC && modifier < 0

/** Whether PostgreSQL leaves open how many decimals the values of a column have. */
export function openScales(columns: readonly DescribedColumn[]): boolean {
  return columns.some(isOpen)
}

/**
 * `columns` of `sql` with a scale for each. A cluster always states one, and its drivers cannot read a NUMERIC in
 * binary format without. PostgreSQL keeps a scale with each value instead, so the largest of them is asked for.
 */
export async function withScales(
  backend: Backend,
  sql: string,
  columns: readonly DescribedColumn[],
): Promise<readonly DescribedColumn[]> {
  const scales = await largestScales(backend, sql, columns)
  return columns.map((column, i) => {
    if (!isOpen(column)) return column
    return { ...column, modifier: modifierOf(scales ? Math.min(Number(scales[i] ?? 0), LARGEST) : UNSEEN) }
  })
}

async function largestScales(backend: Backend, sql: string, columns: readonly DescribedColumn[]) {
  // With parameters, what the values are is not known yet.
  if (!/^\s*(?:select|with|\()/i.test(sql) || /\$\d/.test(sql)) return undefined
  const names = columns.map((_, i) => `c${i}`)
  const scales = columns.map((column, i) => (isOpen(column) ? `max(postgres.scale(c${i}))` : 'null'))
  const [row] = await backend.query(
    `select ${scales.join(', ')} from (${sql}) as result (${names.join(', ')})`,
  )
  return row
}
