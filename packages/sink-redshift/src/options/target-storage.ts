import { closedObject, optionsSchema, type Target, type TargetSchemas } from '@arbalest/core/plugin'
import * as v from 'valibot'

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

/**
 * How a table is stored, which counts when it is made
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html). Default: Redshift decides.
 */
export interface RedshiftTableStorage {
  /** How rows are distributed. */
  readonly distStyle?: 'auto' | 'even' | 'key' | 'all' | undefined
  /** The column whose values decide on which slice a row lies. Needs the style `key`, or none. */
  readonly distKey?: string | undefined
  /** The columns by which rows are sorted. */
  readonly sortKey?: 'auto' | readonly string[] | undefined
  /** Whether the first sort column counts most, or all count the same. Default: `compound`. */
  readonly sortStyle?: 'compound' | 'interleaved' | undefined
  /** Whether snapshots contain the table. */
  readonly backup?: boolean | undefined
}

/** How a column is stored. */
export interface RedshiftColumnStorage {
  /** Its compression encoding. Default: Redshift decides. */
  readonly encode?: (typeof ENCODINGS)[number] | undefined
}

declare module '@arbalest/core' {
  interface TableStorage extends RedshiftTableStorage {}
  interface ColumnStorage extends RedshiftColumnStorage {}
}

const column = v.string('must be the name of a column.')

/** The schemas of what a target may say that only Redshift knows. */
export const targetSchemas: TargetSchemas = {
  table: optionsSchema(
    closedObject({
      distStyle: v.optional(
        v.pipe(
          v.picklist(['auto', 'even', 'key', 'all'], 'must be auto, even, key or all.'),
          v.description('How rows are distributed. Default: Redshift decides.'),
        ),
      ),
      distKey: v.optional(
        v.pipe(column, v.description('The column by whose values rows are distributed. Default: none.')),
      ),
      sortKey: v.optional(
        v.pipe(
          v.union(
            [v.literal('auto'), v.pipe(v.array(column), v.nonEmpty())],
            'must be a list of columns, or auto.',
          ),
          v.description('The columns by which rows are sorted. Default: Redshift decides.'),
        ),
      ),
      sortStyle: v.optional(
        v.pipe(
          v.picklist(['compound', 'interleaved'], 'must be compound or interleaved.'),
          v.description(
            'Whether the first sort column counts most, or all count the same. Default: compound.',
          ),
        ),
      ),
      backup: v.optional(
        v.pipe(
          v.boolean('must be true or false.'),
          v.description('Whether snapshots contain the table. Default: true.'),
        ),
      ),
    }),
  ),
  column: optionsSchema(
    closedObject({
      encode: v.optional(
        v.pipe(
          v.picklist(ENCODINGS, `must be ${ENCODINGS.slice(0, -1).join(', ')} or ${ENCODINGS.at(-1)!}.`),
          v.description('The compression encoding. Default: Redshift decides.'),
        ),
      ),
    }),
  ),
}

/** Returns how the table of a target is stored, its columns named as Redshift folds names. */
export function storageOf({ storage = {} }: Pick<Target, 'storage'>): RedshiftTableStorage {
  const { distKey, sortKey } = storage
  return {
    ...storage,
    ...(distKey !== undefined && { distKey: distKey.toLowerCase() }),
    ...(Array.isArray(sortKey) && { sortKey: sortKey.map((name: string) => name.toLowerCase()) }),
  }
}
