import { copiedColumns, type Copied, type Target } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { insertWithConstants } from '../statements/tables/rows.js'
import { scopedName } from '../statements/scoped-name.js'
import { createTemporary, dropTable } from '../statements/tables/tables.js'

/**
 * Lends `copy` a bare table: an empty temporary table with those columns of `into` that objects
 * fill. Then inserts its rows into `into`, with the constants of the others. COPY cannot give such
 * values itself; from columnar objects, it fills all columns of its table
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export async function withBareTable(
  session: Session,
  scope: string,
  into: Target,
  copy: (bare: Target) => Promise<Copied>,
): Promise<Copied> {
  const bare: Target = {
    ...into,
    columns: copiedColumns(into),
    table: `arbalest_bare_${scopedName(scope)}`,
  }
  const doing = `add the columns that objects do not fill to rows of "${into.table}"`
  await session.query(createTemporary(bare.table, bare), doing)
  const copied = await copy(bare)
  await session.query(insertWithConstants(into, bare.table), doing)
  await session.query(dropTable(bare.table), doing)
  return copied
}
