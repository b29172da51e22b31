import { body } from './frame.js'
import type { Frame } from './frame.js'
import { int16, int32, message } from './message.js'
import type { Part } from './message.js'
import { text } from './read-frame.js'

/** A column, as a row description has it. https://www.postgresql.org/docs/18/protocol-message-formats.html */
export interface DescribedColumn {
  readonly name: string
  /** The table that it comes from, by its OID, and its place there; 0 for both if it is computed. */
  readonly table: number
  readonly attribute: number
  /** The OID of its type. */
  readonly type: number
  /** Bytes of a value; negative if they vary. */
  readonly size: number
  readonly modifier: number
  readonly format: number
}

/** Bytes of a column after its name. */
const REST = 18

/** The columns of a row description. */
export function describedColumns(frame: Frame): DescribedColumn[] {
  const bytes = body(frame)
  const columns: DescribedColumn[] = []
  let at = 2
  for (let left = bytes.readInt16BE(0); left > 0; left--) {
    const { value: name, end } = text(frame, at)
    columns.push({
      name,
      table: bytes.readUInt32BE(end),
      attribute: bytes.readInt16BE(end + 4),
      type: bytes.readUInt32BE(end + 6),
      size: bytes.readInt16BE(end + 10),
      modifier: bytes.readInt32BE(end + 12),
      format: bytes.readInt16BE(end + 16),
    })
    at = end + REST
  }
  return columns
}

/** A row description of `columns`, with `more` about each. */
export function rowDescription(
  columns: readonly DescribedColumn[],
  more: (column: DescribedColumn) => readonly Part[],
): Buffer {
  return message(
    'T',
    int16(columns.length),
    ...columns.flatMap((column) => [
      column.name,
      int32(column.table | 0),
      int16(column.attribute),
      int32(column.type | 0),
      int16(column.size),
      int32(column.modifier),
      int16(column.format),
      ...more(column),
    ]),
  )
}
