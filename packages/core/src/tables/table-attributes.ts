import * as v from 'valibot'
import type { Faults } from '../faults/faults.js'

/**
 * How a table is stored, which counts when it is made; as Redshift sees fit unless
 * given (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html). And
 * what becomes of a table that is there.
 */
export type TableAttributes = Distribution &
  Sorting & {
    /** Whether snapshots contain the table. */
    readonly backup?: boolean | undefined
    /** `add`: a run that has something to load first adds the columns that the table lacks, as far as they may be NULL. */
    readonly evolve?: 'add' | undefined
  }

type Distribution =
  | { readonly distStyle?: 'auto' | 'even' | 'all' | undefined; readonly distKey?: undefined }
  | {
      readonly distStyle?: 'key' | undefined
      /** The column whose values tell on which slice a row lies. */
      readonly distKey: string
    }

type Sorting =
  | { readonly sortKey?: 'auto' | undefined; readonly sortStyle?: undefined }
  | {
      /** The columns that rows are sorted by. */
      readonly sortKey: readonly string[]
      /** Whether the first of them counts most, or all the same; `compound` unless given. */
      readonly sortStyle?: 'compound' | 'interleaved' | undefined
    }

const column = v.string('must be the name of a column.')

/** The entries of a valibot schema for {@link TableAttributes}. */
export const tableAttributeEntries = {
  distStyle: v.optional(v.picklist(['auto', 'even', 'key', 'all'], 'must be auto, even, key or all.')),
  distKey: v.optional(column),
  sortKey: v.optional(
    v.union(
      [v.literal('auto'), v.pipe(v.array(column), v.nonEmpty())],
      'must be a list of columns, or auto.',
    ),
  ),
  sortStyle: v.optional(v.picklist(['compound', 'interleaved'], 'must be compound or interleaved.')),
  backup: v.optional(v.boolean('must be true or false.')),
  evolve: v.optional(v.literal('add', 'must be add.')),
}

/** Attributes as they may have been written where no compiler was. */
export interface LooseTableAttributes {
  readonly distStyle?: 'auto' | 'even' | 'key' | 'all' | undefined
  readonly distKey?: string | undefined
  readonly sortKey?: 'auto' | readonly string[] | undefined
  readonly sortStyle?: 'compound' | 'interleaved' | undefined
  readonly backup?: boolean | undefined
  readonly evolve?: 'add' | undefined
}

/** The attributes of a table of `columns`, each only where it is given; what contradicts itself is added to `faults`. */
export function checkTableAttributes(
  { distStyle, distKey, sortKey, sortStyle, backup, evolve }: LooseTableAttributes,
  columns: readonly { readonly name: string }[],
  faults: Faults,
): TableAttributes {
  if (distStyle === 'key' && distKey === undefined) faults.add('distStyle', 'is key, and needs a distKey.')
  if (distKey !== undefined && distStyle !== undefined && distStyle !== 'key')
    faults.add('distKey', `needs the distStyle key, and has "${distStyle}".`)
  if (sortStyle !== undefined && !Array.isArray(sortKey))
    faults.add('sortStyle', 'needs a sortKey of columns.')
  const known = (place: string, name: string): string => {
    const folded = name.toLowerCase()
    if (!columns.some((each) => each.name === folded)) faults.add(place, `There is no column "${name}".`)
    return folded
  }
  return {
    ...(distStyle !== undefined && { distStyle }),
    ...(distKey !== undefined && { distKey: known('distKey', distKey) }),
    ...(sortKey !== undefined && {
      sortKey: typeof sortKey === 'string' ? sortKey : sortKey.map((name) => known('sortKey', name)),
    }),
    ...(sortStyle !== undefined && { sortStyle }),
    ...(backup !== undefined && { backup }),
    ...(evolve !== undefined && { evolve }),
  } as TableAttributes
}
