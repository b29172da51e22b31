import type { ColumnAttributes } from './column-attributes.js'
import type { ColumnType } from './column-type.js'

/** A value that a record has in a place of its own, and that becomes a column. */
export interface Field extends ColumnAttributes {
  /** The column's name; where the objects have names as well, those do not count. */
  readonly name: string
  /** The column's type. */
  readonly type: string
}

/** A field of a record: `field('id', 'bigint')`, or with attributes of its column `field('id', 'bigint', { notNull: true })`. */
export function field(name: string, type: ColumnType, attributes: ColumnAttributes = {}): Field {
  return { name, type, ...attributes }
}
