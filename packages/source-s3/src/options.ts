import { closedObject } from '@arbalest/core'
import { bucketSchema, s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'
import { seriesSchema } from './series-schema.js'
import type { SeriesOptions } from './series.js'

/** Which objects a source lists, and how S3 is reached. */
export interface S3SourceOptions extends S3Options {
  readonly bucket: string
  /** How the keys begin, to the letter: `events` also begins `events-old/a`. All keys unless given. */
  readonly prefix?: string | undefined
  /** Patterns of which what follows the prefix must match one; everything unless given. */
  readonly include?: readonly string[] | undefined
  /** Patterns of which what follows the prefix may match none. */
  readonly exclude?: readonly string[] | undefined
  /** Where what follows the prefix is a sorted series of folders: how they are called, and from which to which. */
  readonly series?: SeriesOptions | undefined
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

const fields = closedObject({
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
})

/** A valibot schema for {@link S3SourceOptions}. */
export const s3SourceOptionsSchema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['prefix'], ['series']],
      ({ prefix = '', series }) => !series || /^$|\/$/.test(prefix),
      'must end in "/", as the folders of the series follow it.',
    ),
    ['prefix'],
  ),
)
