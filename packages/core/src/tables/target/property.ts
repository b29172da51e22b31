import type { ColumnAttributes } from '../columns/column-attributes.js'
import type { ColumnType } from '../columns/column-type.js'
import type { ColumnStorage } from '../columns/storage.js'

/** What a document holds under one name: a value that becomes a column, or further properties. */
export interface Property extends ColumnAttributes, ColumnStorage {
  /** The key in the document, followed by `[0]` … if the value is an element of an array there. */
  readonly name: string
  /** The column's type, if this is a value. */
  readonly type?: string | undefined
  /** The column's name. Default: made from the path. */
  readonly column?: string | undefined
  /** What it holds, if it is an object or an array of known length. */
  readonly properties?: readonly Property[] | undefined
}

/**
 * Returns a property of a document.
 *
 * @example
 * ```ts
 * property('id', 'integer')
 * property('id', 'integer', 'event_id') // with its column's name
 * property('id', 'integer', { column: 'event_id', notNull: true })
 * property('user', property('name', 'text')) // with properties of its own
 * property('coordinates[0]', 'real', 'longitude') // an element of an array
 * property('tags', 'super') // an object or an array as a whole
 * ```
 */
export function property(name: string, type: ColumnType, column?: string | ColumnOptions): Property
export function property(name: string, ...properties: readonly Property[]): Property
export function property(name: string, first?: ColumnType | Property, ...rest: readonly unknown[]): Property {
  if (typeof first === 'string') {
    const [column] = rest as [(string | ColumnOptions)?]
    return { name, type: first, ...(typeof column === 'object' ? column : { column }) }
  }
  return { name, properties: [...(first ? [first] : []), ...(rest as Property[])] }
}

/** What a property's column may have besides its type. */
export interface ColumnOptions extends ColumnAttributes, ColumnStorage {
  /** Its name. Default: made from the path. */
  readonly column?: string | undefined
}
