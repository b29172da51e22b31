import type { ColumnAttributes } from './column-attributes.js'
import type { ColumnType } from './column-type.js'

/** What a document holds under one name: a value that becomes a column, or further properties. */
export interface Property extends ColumnAttributes {
  /** The key in the document, followed by `[0]` … where the value is an element of an array there. */
  readonly name: string
  /** The column's type, where this is a value. */
  readonly type?: string | undefined
  /** The column's name; made from the path unless given. */
  readonly column?: string | undefined
  /** What it holds, where it is an object or an array of known length. */
  readonly properties?: readonly Property[] | undefined
}

/**
 * A property of a document: `property('id', 'integer')`, with its column's name
 * `property('id', 'integer', 'event_id')`, with attributes of it
 * `property('id', 'integer', { column: 'event_id', notNull: true })`, or with
 * properties of its own `property('user', property('name', 'text'))`. An element
 * of an array is `property('coordinates[0]', 'real', 'longitude')`; an object or
 * array as a whole is `property('tags', 'super')`.
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

/** What a property's column may be told besides its type. */
export interface ColumnOptions extends ColumnAttributes {
  /** Its name; made from the path unless given. */
  readonly column?: string | undefined
}
