import * as v from 'valibot'

/** What a column may have besides its name and type; it counts when the table is made. */
export interface ColumnAttributes {
  /** Whether every row must have a value; a document without one is then refused. Default: false. */
  readonly notNull?: boolean | undefined
  /**
   * The value for rows that others insert without one. A document without one gets NULL
   * nonetheless: a load names all columns of its target. Default: NULL.
   */
  readonly default?: string | number | boolean | undefined
}

/** The entries of a valibot schema for a column's type and {@link ColumnAttributes}, as they stand in a configuration. */
export const columnEntries = {
  type: v.pipe(
    v.string('must be a column type.'),
    v.description('The type of the column, such as varchar(256).'),
  ),
  notNull: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description('Whether every row must have a value. Default: false.'),
    ),
  ),
  default: v.optional(
    v.pipe(
      v.union([v.string(), v.number(), v.boolean()], 'must be text, a number, true or false.'),
      v.description('The value for rows that others insert without one. Default: NULL.'),
    ),
  ),
}

/** Returns `given` as what a column has: its attributes, each only if it is given, and the rest as how it is stored. */
export function attributesOf({
  notNull,
  default: value,
  ...storage
}: ColumnAttributes): ColumnAttributes & { readonly storage?: object } {
  return {
    ...(notNull !== undefined && { notNull }),
    ...(value !== undefined && { default: value }),
    ...(Object.keys(storage).length > 0 && { storage }),
  }
}
