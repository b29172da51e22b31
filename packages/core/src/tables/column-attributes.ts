import * as v from 'valibot'
import { closedObject } from '../faults/check.js'

/** Every way that Redshift stores a column (https://docs.aws.amazon.com/redshift/latest/dg/c_Compression_encodings.html). */
const ENCODINGS = [
  'raw',
  'az64',
  'bytedict',
  'delta',
  'delta32k',
  'lzo',
  'mostly8',
  'mostly16',
  'mostly32',
  'runlength',
  'text255',
  'text32k',
  'zstd',
] as const

/** How a column is stored. */
export type Encoding = (typeof ENCODINGS)[number]

/** What a column may be told besides its name and type; it counts when the table is made. */
export interface ColumnAttributes {
  /** Whether every row must have a value; a document without one is then refused. */
  readonly notNull?: boolean | undefined
  /**
   * What rows get that others insert without a value. A document without one gets
   * NULL nonetheless: COPY fills in defaults only where it is not given the column
   * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html).
   */
  readonly default?: string | number | boolean | undefined
  /** How it is stored; as Redshift sees fit unless given. */
  readonly encode?: Encoding | undefined
}

/** A valibot schema for a column type and {@link ColumnAttributes}, as they stand in a configuration. */
export const fieldSchema = closedObject({
  type: v.string('must be a column type.'),
  notNull: v.optional(v.boolean('must be true or false.')),
  default: v.optional(
    v.union([v.string(), v.number(), v.boolean()], 'must be text, a number, true or false.'),
  ),
  encode: v.optional(
    v.picklist(ENCODINGS, `must be ${ENCODINGS.slice(0, -1).join(', ')} or ${ENCODINGS.at(-1)!}.`),
  ),
})

/** As {@link fieldSchema}, where the column may be called otherwise than its property. */
export const columnSchema = closedObject({
  ...fieldSchema.entries,
  column: v.optional(v.string('must be the name of a column.')),
})

/** The attributes alone of what has them, each only where it is given. */
export function attributesOf({ notNull, default: value, encode }: ColumnAttributes): ColumnAttributes {
  return {
    ...(notNull !== undefined && { notNull }),
    ...(value !== undefined && { default: value }),
    ...(encode !== undefined && { encode }),
  }
}
