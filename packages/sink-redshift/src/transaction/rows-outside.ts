import { counted, SinkError, type RowRange, type ReplaceOptions, type Target } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { countOutside } from '../statements/tables/rows.js'

/** How many rows of `staged`, which replace rows of `target`, are outside `range`. Throws `SinkError` if there are any and `onOutside` refuses them. */
export async function rowsOutside(
  session: Session,
  target: Target,
  staged: Target,
  range: RowRange,
  onOutside: ReplaceOptions['outside'],
): Promise<number> {
  const { column, from, to } = range
  const [row] = await session.query(countOutside(staged.table, range), 'look for rows outside the range')
  const [rows, nulls] = [Number(row?.['rows']), Number(row?.['nulls'])]
  if (rows === 0 || onOutside === 'leave out') return rows
  const example = row?.['example']
  const which = [
    ...(nulls > 0 ? [`${nulls} with none`] : []),
    ...(example === null ? [] : [`one at "${String(example)}"`]),
  ]
  throw new SinkError(
    'OUT_OF_RANGE',
    `${counted(rows, `of the rows for "${target.table}" has`, `of the rows for "${target.table}" have`)} a "${column}" that is not from "${from}"${to === undefined ? ' on' : ` to below "${to}"`} (${which.join(', ')}); no later replacement of that range would find them. Correct the objects, or the strategy's column.`,
  )
}
