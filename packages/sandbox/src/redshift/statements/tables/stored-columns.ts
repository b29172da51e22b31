import { RedshiftError } from '../../redshift-error.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import { quoteName } from '../../sql/writing/names.js'
import type { Context } from '../context/context.js'

/** How a column is stored, as the catalog names it. */
export interface StoredColumn {
  readonly name: string
  readonly encoding: string
  readonly distKey: boolean
  /** Its place in the sort key, from 1; every other one below zero if that is interleaved; 0 outside of it. */
  readonly sortKey: number
}

/** How the columns of a table are stored; throws `RedshiftError` if there is no such table. */
export async function storedColumns(
  context: Pick<Context, 'cluster' | 'query'>,
  table: readonly string[],
): Promise<readonly StoredColumn[]> {
  const name = quoteLiteral(table.map(quoteName).join('.'))
  const rows = await context.query(
    `select attname, encoding, distkey, sortkey from redshift.stored_columns
     where relation = postgres.to_regclass(${name}) order by attnum`,
  )
  if (rows.length === 0)
    throw new RedshiftError(`relation "${table.join('.')}" does not exist`, { code: '42P01' })
  return rows.map(([column, encoding, distKey, sortKey]) => ({
    name: context.cluster.names.clientName(column ?? ''),
    encoding: encoding ?? '',
    distKey: distKey === 't',
    sortKey: Number(sortKey),
  }))
}
