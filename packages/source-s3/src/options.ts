import { optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { listingEntries, type ListingOptions } from '@arbalest/listing'
import { parseS3Url, isS3Url, placedObject, s3OptionsSchema, s3UrlSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'

/** Which objects a source lists, and how S3 is reached. */
export interface S3SourceConfiguration extends S3Options, ListingOptions {
  /**
   * `s3://bucket/prefix`: the objects of the bucket whose keys begin with the prefix, to the letter: `s3://acme/events`
   * also begins `events-old/a`. Without a prefix: all of the bucket. `include`, `exclude` and `series` are about what
   * follows the prefix in a key.
   */
  readonly url: string
  /** How many requests of a listing are under way at once. Default: 16. */
  readonly parallel?: number | undefined
}

const schema = v.pipe(
  placedObject({
    url: v.pipe(
      s3UrlSchema,
      v.description(
        'The bucket, and the exact beginning of keys: s3://bucket/prefix. Without a prefix: all keys.',
      ),
    ),
    ...listingEntries('prefix'),
    parallel: v.optional(
      v.pipe(
        v.number('must be a number of requests.'),
        v.integer('must be a whole number of requests.'),
        v.minValue(1, 'must be at least 1.'),
        v.maxValue(50, 'must be at most 50.'),
        v.description(
          'How many requests of a listing run at the same time; with 1, each page is requested after the previous one has been read. Default: 16.',
        ),
      ),
    ),
    ...s3OptionsSchema.entries,
  }),
  // Not a partialCheck, which would wait until the series is without fault.
  v.rawCheck(({ dataset, addIssue }) => {
    const input = Object(dataset.value) as Record<string, unknown>
    const { url, series } = input
    if (!series || typeof url !== 'string' || !isS3Url(url)) return
    const { key } = parseS3Url(url)
    if (key === '' || key.endsWith('/')) return
    addIssue({
      message: 'must end in "/", because the folders of the series follow it.',
      path: [{ type: 'object', origin: 'value', input, key: 'url', value: url }],
    })
  }),
)

/** The schema of an {@link S3SourceConfiguration}. */
export const configurationSchema: OptionsSchema<S3SourceConfiguration> = optionsSchema(schema)
