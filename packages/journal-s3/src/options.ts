import { ConfigError, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { isS3Url, parseS3Url, placedObject, s3OptionsSchema, s3UrlSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'

/** Where a journal is kept, and how S3 is reached. */
export interface S3JournalOptions extends S3Options {
  /** `s3://bucket/folder/`, below which the journal's objects are. No source may list what is there. */
  readonly url: string
  /** For how many days the journal keeps objects that it no longer refers to. Default: 1. */
  readonly keepDays?: number | undefined
}

/** Returns the folder that a URL names. Throws `ConfigError` if it names none. */
export function folderAt(url: string): { readonly bucket: string; readonly key: string } {
  const { bucket, key } = parseS3Url(url)
  if (key === '') throw new ConfigError('CONFIG_INVALID', `"${url}" ${folderFault(url)}`)
  return { bucket, key: key.replace(/\/*$/, '/') }
}

function hasFolder(url: string): boolean {
  return !isS3Url(url) || parseS3Url(url).key !== ''
}

function folderFault(url: string): string {
  return `must name a folder, such as ${url.replace(/\/?$/, '/')}${FORMER_PREFIX}.`
}

/** The folder of a journal for which only a bucket was named. */
const FORMER_PREFIX = 'arbalest/'

const schema = placedObject(
  {
    url: v.pipe(
      s3UrlSchema,
      v.check(hasFolder, ({ input }) => folderFault(input)),
      v.description("The folder of the journal's objects: s3://bucket/folder/."),
    ),
    keepDays: v.optional(
      v.pipe(
        v.number('must be a number of days.'),
        v.minValue(0, 'must be a number of days, 0 or more.'),
        v.description('For how many days the journal keeps objects that it no longer refers to. Default: 1.'),
      ),
    ),
    ...s3OptionsSchema.entries,
  },
  FORMER_PREFIX,
)

/** The schema of {@link S3JournalOptions}. */
export const s3JournalOptionsSchema: OptionsSchema<S3JournalOptions> = optionsSchema(schema)
