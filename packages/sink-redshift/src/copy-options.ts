import { closedObject } from '@arbalest/core'
import * as v from 'valibot'

/**
 * COPY's own parameters for JSON, in camel case; COPY's defaults hold for what is
 * not given, but for `timeFormat` and `dateFormat`, which are `auto`.
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY-parameters.html)
 */
export interface CopyOptions {
  /** How the objects are compressed; told from the ending of each unless given. */
  readonly compression?: Compression | undefined
  /** The region of the objects and of `metadata`, where it is not the cluster's. */
  readonly region?: string | undefined
  /** The load fails at this many rows that do not fit; the first one unless given. */
  readonly maxError?: number | undefined
  /** Such as `YYYY-MM-DD HH:MI:SS`, `epochsecs` or `epochmillisecs`; `auto` unless given. */
  readonly timeFormat?: string | undefined
  /** Such as `DD.MM.YYYY`; `auto` unless given. */
  readonly dateFormat?: string | undefined
  /** Makes a date that does not match NULL. */
  readonly acceptAnyDate?: boolean | undefined
  /** Replaces characters that are not UTF-8, by `?` or by the character given. */
  readonly acceptInvChars?: boolean | string | undefined
  readonly blanksAsNull?: boolean | undefined
  readonly emptyAsNull?: boolean | undefined
  readonly trimBlanks?: boolean | undefined
  readonly truncateColumns?: boolean | undefined
  /** Rounds numbers that have more decimals than their column, rather than cutting them. */
  readonly roundEc?: boolean | undefined
  /** How many lines to skip at the head of each object. */
  readonly ignoreHeader?: number | undefined
  readonly encoding?: 'utf8' | 'utf16' | 'utf16le' | 'utf16be' | undefined
  /** Lets the objects fill IDENTITY columns. */
  readonly explicitIds?: boolean | undefined
  /** Whether an empty table is given encodings that fit the objects. */
  readonly compUpdate?: boolean | 'preset' | undefined
  /** Whether the planner's statistics are brought up to date. */
  readonly statUpdate?: boolean | undefined
}

/** A compression that COPY reads. */
export type Compression = 'gzip' | 'bzip2' | 'zstd' | 'lzop' | 'none'

const flag = v.optional(v.boolean('must be true or false.'))

// COPY takes a literal here, in which a backslash may or may not be an escape.
const format = v.pipe(
  v.string('must be a format, such as YYYY-MM-DD, or auto.'),
  v.regex(/^[^\\\0]+$/, 'must be a format, such as YYYY-MM-DD, or auto; it may hold no backslash.'),
)

/** A valibot schema for {@link CopyOptions}. */
export const copySchema = closedObject({
  compression: v.optional(
    v.picklist(['gzip', 'bzip2', 'zstd', 'lzop', 'none'], 'must be gzip, bzip2, zstd, lzop or none.'),
  ),
  region: v.optional(
    v.pipe(
      v.string('must be a region, such as eu-west-1.'),
      v.regex(/^[a-z0-9-]+$/, 'must be a region, such as eu-west-1.'),
    ),
  ),
  maxError: v.optional(
    v.pipe(
      v.number('must be a number from 0 to 100000.'),
      v.check(
        (count) => Number.isInteger(count) && count >= 0 && count <= 100_000,
        'must be a whole number from 0 to 100000.',
      ),
    ),
  ),
  timeFormat: v.optional(format, 'auto'),
  dateFormat: v.optional(format, 'auto'),
  acceptAnyDate: flag,
  acceptInvChars: v.optional(
    v.union(
      [v.boolean(), v.pipe(v.string(), v.check(isAsciiCharacter))],
      'must be true, false, or the one ASCII character to put in place of others.',
    ),
  ),
  blanksAsNull: flag,
  emptyAsNull: flag,
  trimBlanks: flag,
  truncateColumns: flag,
  roundEc: flag,
  ignoreHeader: v.optional(
    v.pipe(
      v.number('must be a number of lines.'),
      v.check((lines) => Number.isSafeInteger(lines) && lines >= 0, 'must be a whole number of lines.'),
    ),
  ),
  encoding: v.optional(
    v.picklist(['utf8', 'utf16', 'utf16le', 'utf16be'], 'must be utf8, utf16, utf16le or utf16be.'),
  ),
  explicitIds: flag,
  compUpdate: v.optional(v.union([v.boolean(), v.literal('preset')], 'must be true, false or preset.')),
  statUpdate: flag,
})

function isAsciiCharacter(text: string): boolean {
  return text.length === 1 && text > '\0' && text <= '\x7f' && text !== '\\'
}
