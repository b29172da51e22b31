import { closedObject, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { listingEntries, type ListingOptions } from '@arbalest/listing'
import { bucketSchema, s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'

/** Which objects a source lists, and how S3 is reached. */
export interface S3SourceConfiguration extends S3Options, ListingOptions {
  readonly bucket: string
  /** How the keys begin, to the letter: `events` also begins `events-old/a`. Default: all keys. */
  readonly prefix?: string | undefined
  /** How many requests of a listing are under way at once. Default: 16. */
  readonly parallel?: number | undefined
}

const schema = v.pipe(
  closedObject(
    {
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
      ...listingEntries('prefix'),
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
    },
    (key, keys) =>
      key === 'url'
        ? 'is not known here; of s3://acme/events/ say bucket: acme and prefix: events/.'
        : `is not known here; the keys are ${keys.join(', ')}.`,
  ),
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
