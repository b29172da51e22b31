import { closedObject, isConfigError, type Fault } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { parseSeries, type SeriesOptions } from './series/series.js'

/** Which keys below its prefix or folder a source lists. */
export interface ListingOptions {
  /** Patterns; what follows the prefix must match one. Default: everything does. */
  readonly include?: readonly string[] | undefined
  /** Patterns; what follows the prefix must match none. */
  readonly exclude?: readonly string[] | undefined
  /**
   * `include` lists hidden keys too: those of which a part below the prefix begins with `.`,
   * or with `_` and has no `=` in it. Default: they are left out, and counted.
   */
  readonly hidden?: 'include' | undefined
  /** If what follows the prefix is a sorted series of folders: how they are called, and from which to which. */
  readonly series?: SeriesOptions | undefined
}

const patterns = v.array(
  v.pipe(v.string('must be a pattern, such as "**/*.json".'), v.nonEmpty('must be a pattern, and is empty.')),
  'must be a list of patterns, such as ["**/*.json"].',
)

const bound = v.union(
  [v.string(), v.number(), v.date()],
  'must be a day, such as "2018-02-01", an hour, such as "2018-02-01T05", or a number.',
)

const seriesSchema = v.pipe(
  closedObject({
    pattern: v.pipe(
      v.string('must be the names of the folders, such as "{day}/".'),
      v.description('The names of the folders, such as {number}/, {day}/ or {year}/{month}/{day}/.'),
    ),
    start: v.optional(
      v.pipe(bound, v.description('The first partition, included. Default: the first that exists.')),
    ),
    end: v.optional(
      v.pipe(bound, v.description('The last partition, included. Default: the last that exists.')),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const { path, message } of faultsOf(dataset.value)) {
      const [key] = path
      const input = dataset.value as Record<string, unknown>
      addIssue({
        message,
        path: [{ type: 'object', origin: 'value', input, key: String(key), value: input[String(key)] }],
      })
    }
  }),
)

/** What is wrong with a series is reported with all else that is wrong, though only `create` makes something of it. */
function faultsOf(series: SeriesOptions): readonly Fault[] {
  try {
    parseSeries(series)
    return []
  } catch (error) {
    if (isConfigError(error)) return error.faults
    throw error
  }
}

/**
 * Returns the schemas of {@link ListingOptions}, by option, of a source that calls what its keys begin with `prefix`.
 *
 * @example
 * ```ts
 * const options = optionsSchema(closedObject({ folder: v.string(), ...listingEntries('folder') }))
 * ```
 */
export function listingEntries(prefix: 'prefix' | 'folder') {
  return {
    include: v.optional(
      v.pipe(
        patterns,
        v.description(`What follows the ${prefix} must match one of these. Default: everything does.`),
      ),
    ),
    exclude: v.optional(
      v.pipe(patterns, v.description(`What follows the ${prefix} must match none of these. Default: none.`)),
    ),
    hidden: v.optional(
      v.pipe(
        v.literal('include', 'must be include, if it is given.'),
        v.description(
          `include: also list keys with a part below the ${prefix} that begins with ".", or that begins with "_" and has no "=". Default: they are left out, and counted.`,
        ),
      ),
    ),
    series: v.optional(
      v.pipe(
        seriesSchema,
        v.description(`Reads what follows the ${prefix} as a sorted series of folders. Default: no series.`),
      ),
    ),
  }
}
