import type { ColumnType } from './column-type.js'

/** What a document holds under one name: a value that becomes a column, or further properties. */
export interface Property {
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
 * `property('id', 'integer', 'event_id')`, or with properties of its own
 * `property('user', property('name', 'text'))`. An element of an array is
 * `property('coordinates[0]', 'real', 'longitude')`.
 */
export function property(name: string, type: ColumnType, column?: string): Property
export function property(name: string, ...properties: readonly Property[]): Property
export function property(name: string, first?: ColumnType | Property, ...rest: readonly unknown[]): Property {
  if (typeof first === 'string') return { name, type: first, column: rest[0] as string | undefined }
  return { name, properties: [...(first ? [first] : []), ...(rest as Property[])] }
}
