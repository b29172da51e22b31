import { closedObject, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { bucketSchema, s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'

/** Where a journal is kept, and how S3 is reached. */
export interface S3JournalOptions extends S3Options {
  readonly bucket: string
  /** How the keys of the journal's objects begin. Default: `arbalest/`. No source may list what lies there. */
  readonly prefix?: string | undefined
  /** For how many days objects are kept that the journal no longer refers to. Default: 1. */
  readonly keepDays?: number | undefined
}

const schema = closedObject({
  bucket: bucketSchema,
  prefix: v.optional(
    v.pipe(
      v.string('must be how keys begin, such as arbalest/.'),
      v.nonEmpty('must be how keys begin, such as arbalest/, and is empty.'),
      v.check(
        (prefix) => !prefix.startsWith('s3://'),
        'must be how keys begin, without s3:// and the bucket.',
      ),
      v.description("How the keys of the journal's objects begin. Default: arbalest/."),
    ),
  ),
  keepDays: v.optional(
    v.pipe(
      v.number('must be a number of days.'),
      v.minValue(0, 'must be a number of days, 0 or more.'),
      v.description('For how many days objects are kept that the journal no longer refers to. Default: 1.'),
    ),
  ),
  ...s3OptionsSchema.entries,
})

/** The schema of {@link S3JournalOptions}. */
export const s3JournalOptionsSchema: OptionsSchema<S3JournalOptions> = optionsSchema(schema)
