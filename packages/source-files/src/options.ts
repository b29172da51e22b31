import { closedObject, durationSchema, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { listingEntries, type ListingOptions } from '@arbalest/listing'
import * as v from 'valibot'

/** Which files a source lists, and how it tells their contents apart. */
export interface FilesSourceConfiguration extends ListingOptions {
  /** The path of the folder; relative to the working directory. */
  readonly folder: string
  /** How long a file must have stayed as it is before it is listed, such as `30s`. Default: files are listed at once. */
  readonly settle?: string | undefined
  /**
   * What the version of a file is made of: its size and the time of its last change, or, with
   * `digest`, its content, which reads each file at every listing. Default: `time`.
   */
  readonly version?: 'time' | 'digest' | undefined
}

/** The schema of a {@link FilesSourceConfiguration}. */
export const configurationSchema: OptionsSchema<FilesSourceConfiguration> = optionsSchema(
  closedObject({
    folder: v.pipe(
      v.string('must be the path of a folder.'),
      v.nonEmpty('must be the path of a folder, and is empty.'),
      v.check((folder) => !/^\w+:\/\//.test(folder), 'must be a path, without a scheme such as file://.'),
      v.description('The path of the folder; relative to the working directory.'),
    ),
    ...listingEntries('folder'),
    settle: v.optional(
      v.pipe(
        durationSchema,
        v.description(
          'How long a file must be unchanged before it is listed, such as 30s; a listing waits for it. Default: files are listed at once.',
        ),
      ),
    ),
    version: v.optional(
      v.pipe(
        v.picklist(['time', 'digest'], 'must be time or digest.'),
        v.description(
          'time: a file has changed if its size or modification time has. digest: if its content has; each listing reads every file. Default: time.',
        ),
      ),
    ),
  }),
)
