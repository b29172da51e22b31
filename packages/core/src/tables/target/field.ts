import type { ColumnAttributes } from '../columns/column-attributes.js'
import type { ColumnType } from '../columns/column-type.js'
import type { ColumnStorage } from '../columns/storage.js'

/** A value that a record has in a place of its own, and that becomes a column. */
export interface Field extends ColumnAttributes, ColumnStorage {
  /** The column's name. */
  readonly name: string
  /** The column's type. */
  readonly type: string
}

/**
 * Returns a field of a record.
 *
 * @example
 * ```ts
 * field('id', 'bigint')
 * field('id', 'bigint', { notNull: true }) // with attributes of its column
 * ```
 */
export function field(
  name: string,
  type: ColumnType,
  attributes: ColumnAttributes & ColumnStorage = {},
): Field {
  return { name, type, ...attributes }
}
