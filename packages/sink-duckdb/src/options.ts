import { closedObject, durationSchema, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'

/** How objects are read. */
export interface CopyOptions {
  /** `json`: a document a line; `csv`; `parquet`. Default: `json`. */
  readonly format?: 'json' | 'csv' | 'parquet' | undefined
  /** How text objects are compressed. Default: as the ending of each key says, `.gz` or `.zst`. */
  readonly compression?: 'none' | 'gzip' | 'zstd' | undefined
  /** The character between two fields of CSV. Default: `,`. */
  readonly delimiter?: string | undefined
  /** Whether CSV begins with a line of names. Default: false. */
  readonly header?: boolean | undefined
  /** Whether fields of CSV with a header and of Parquet go to columns by their names, or by their positions. Default: `name`. */
  readonly match?: 'name' | 'position' | undefined
  /** The text that means NULL in CSV, in addition to an empty field. Default: none. */
  readonly nullAs?: string | undefined
  /** How times are written: as text, or as the seconds or milliseconds since 1970. Default: `auto`, as text. */
  readonly timeFormat?: TimeFormat | undefined
}

/** How times are written. */
export type TimeFormat = 'auto' | 'epochsecs' | 'epochmillisecs'

/** What a configuration says of this sink. */
export interface DuckDbSinkConfiguration {
  /** The path of the database's file, which is made if it is missing; a relative one begins at the working directory. */
  readonly file: string
  /** How long to wait for another process that has the file open, such as `5m`. Default: `60s`. */
  readonly wait?: string | undefined
  /** How objects are read. A step's own `copy` is merged over it. */
  readonly copy?: CopyOptions | undefined
}

const copySchema = closedObject({
  format: v.optional(
    v.pipe(
      v.picklist(['json', 'csv', 'parquet'], 'must be json, csv or parquet.'),
      v.description('json, one document a line; csv; or parquet. Default: json.'),
    ),
  ),
  compression: v.optional(
    v.pipe(
      v.picklist(['none', 'gzip', 'zstd'], 'must be none, gzip or zstd.'),
      v.description('How text objects are compressed. Default: by the ending of each key, .gz or .zst.'),
    ),
  ),
  delimiter: v.optional(
    v.pipe(
      v.string('must be one character.'),
      v.length(1, 'must be one character.'),
      v.description('The character between two fields of CSV. Default: a comma.'),
    ),
  ),
  header: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description('Whether CSV begins with a line of names. Default: false.'),
    ),
  ),
  match: v.optional(
    v.pipe(
      v.picklist(['name', 'position'], 'must be name or position.'),
      v.description(
        'Whether fields of CSV with a header and of Parquet go to columns by their names, or by their positions. Default: name.',
      ),
    ),
  ),
  nullAs: v.optional(
    v.pipe(
      v.string('must be text.'),
      v.description('The text that means NULL in CSV, in addition to an empty field. Default: none.'),
    ),
  ),
  timeFormat: v.optional(
    v.pipe(
      v.picklist(['auto', 'epochsecs', 'epochmillisecs'], 'must be auto, epochsecs or epochmillisecs.'),
      v.description(
        'How times are written: auto, as text; or as seconds or milliseconds since 1970. Default: auto.',
      ),
    ),
  ),
})

/** The schema of a {@link DuckDbSinkConfiguration}. */
export const configurationSchema: OptionsSchema<DuckDbSinkConfiguration> = optionsSchema(
  closedObject({
    file: v.pipe(
      v.string('must be the path of a file.'),
      v.nonEmpty('must be the path of a file, and is empty.'),
      v.check(
        (file) => !file.startsWith(':') && !/^\w+:/.test(file.replace(/^[A-Za-z]:[\\/]/, '')),
        'must be the path of a file: a database in memory is gone when the run ends, and one on a server is not supported.',
      ),
      v.description(
        'The path of the database file, which is created if it is missing; relative to the working directory.',
      ),
    ),
    wait: v.optional(
      v.pipe(
        durationSchema,
        v.description(
          'How long to wait for another process that has the file open, such as 5m. Default: 60s.',
        ),
      ),
    ),
    copy: v.optional(
      v.pipe(
        copySchema,
        v.description('How objects are read. The copy of a step is merged over it. Default: as JSON.'),
      ),
    ),
  }),
)
