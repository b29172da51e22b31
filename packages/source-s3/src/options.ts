import { check, closedObject } from '@arbalest/core'
import { bucketSchema, s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'
import { seriesSchema, type Series, type SeriesOptions } from './series/series.js'

/** Which objects a source lists, and how S3 is reached. */
export interface S3SourceConfiguration extends S3Options {
  readonly bucket: string
  /** How the keys begin, to the letter: `events` also begins `events-old/a`. Default: all keys. */
  readonly prefix?: string | undefined
  /** Patterns; what follows the prefix must match one. Default: everything does. */
  readonly include?: readonly string[] | undefined
  /** Patterns; what follows the prefix must match none. */
  readonly exclude?: readonly string[] | undefined
  /** If what follows the prefix is a sorted series of folders: how they are called, and from which to which. */
  readonly series?: SeriesOptions | undefined
}

/** An {@link S3SourceConfiguration}, checked. */
export interface S3SourceOptions extends Omit<S3SourceConfiguration, 'series'> {
  readonly series?: Series | undefined
}

/** Checks what a user wrote. Throws one `ConfigError` with all that is wrong. */
export function parseOptions(options: unknown): S3SourceOptions {
  return check(schema, options)
}

const patterns = v.optional(
  v.array(
    v.pipe(
      v.string('must be a pattern, such as "**/*.json".'),
      v.nonEmpty('must be a pattern, and is empty.'),
    ),
    'must be a list of patterns, such as ["**/*.json"].',
  ),
)

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
      ),
    ),
    include: patterns,
    exclude: patterns,
    series: v.optional(seriesSchema),
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
