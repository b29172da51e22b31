import type { LongNames } from '../sql/long-names.js'
import type { Frame } from './frame.js'
import { int16, message } from './message.js'
import { describedColumns } from './read-frame.js'

/** The row description in `frame`, with the names that clients know the columns by. */
export function withClientNames(frame: Frame, names: LongNames): Buffer {
  const columns = describedColumns(frame)
  return message(
    'T',
    int16(columns.length),
    ...columns.flatMap(({ name, rest }) => [names.clientName(name), rest]),
  )
}
