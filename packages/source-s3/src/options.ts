import {
  closedObject,
  isConfigError,
  optionsSchema,
  type Fault,
  type OptionsSchema,
} from '@arbalest/core/plugin'
import { bucketSchema, s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'
import { parseSeries, type SeriesOptions } from './series/series.js'

/** Which objects a source lists, and how S3 is reached. */
export interface S3SourceConfiguration extends S3Options {
  readonly bucket: string
  /** How the keys begin, to the letter: `events` also begins `events-old/a`. Default: all keys. */
  readonly prefix?: string | undefined
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
  /** How many requests of a listing are under way at once. Default: 16. */
  readonly parallel?: number | undefined
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
      v.string('must be how the folders are called, such as "{day}/".'),
      v.description('How the folders are called, such as {number}/, {day}/ or {year}/{month}/{day}/.'),
    ),
    start: v.optional(
      v.pipe(bound, v.description('The first partition, included. Default: the first there is.')),
    ),
    end: v.optional(
      v.pipe(bound, v.description('The last partition, included. Default: the last there is.')),
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

const schema = v.pipe(
  closedObject({
    bucket: bucketSchema,
    prefix: v.optional(
      v.pipe(
        v.string('must be text.'),
        v.check(
          (prefix) => !prefix.startsWith('s3://'),
          'must be how keys begin, without s3:// and the bucket.',
        ),
        v.description('How the keys begin, to the letter. Default: all keys.'),
      ),
    ),
    include: v.optional(
      v.pipe(
        patterns,
        v.description('What follows the prefix must match one of these. Default: everything does.'),
      ),
    ),
    exclude: v.optional(
      v.pipe(patterns, v.description('What follows the prefix must match none of these. Default: none.')),
    ),
    hidden: v.optional(
      v.pipe(
        v.literal('include', 'must be include, if it is given.'),
        v.description(
          'include: list keys too of which a part below the prefix begins with ".", or with "_" and has no "=" in it. Default: they are left out, and counted.',
        ),
      ),
    ),
    series: v.optional(
      v.pipe(
        seriesSchema,
        v.description('That what follows the prefix is a sorted series of folders. Default: it is not.'),
      ),
    ),
    parallel: v.optional(
      v.pipe(
        v.number('must be a number of requests.'),
        v.integer('must be a whole number of requests.'),
        v.minValue(1, 'must be at least 1.'),
        v.maxValue(50, 'must be at most 50.'),
        v.description(
          'How many requests of a listing are under way at once; 1 asks for each page once the one before has been consumed. Default: 16.',
        ),
      ),
    ),
    ...s3OptionsSchema.entries,
  }),
  // Not a partialCheck, which would wait until the series is without fault.
  v.rawCheck(({ dataset, addIssue }) => {
    const input = Object(dataset.value) as Record<string, unknown>
    const { prefix, series } = input
    if (!series || typeof prefix !== 'string' || /^$|\/$/.test(prefix)) return
    addIssue({
      message: 'must end in "/", as the folders of the series follow it.',
      path: [{ type: 'object', origin: 'value', input, key: 'prefix', value: prefix }],
    })
  }),
)

/** The schema of an {@link S3SourceConfiguration}. */
export const configurationSchema: OptionsSchema<S3SourceConfiguration> = optionsSchema(schema)
