import { closedObject } from '@arbalest/core/plugin'
import * as v from 'valibot'
import type { CopyFormat, CopyOptions, FieldCopyOptions } from './copy-options.js'

const flag = v.optional(v.boolean('must be true or false.'))

const REGION = 'must be a region, such as eu-west-1.'
const DATE_FORMAT = 'must be a format, such as YYYY-MM-DD, or auto; it may hold no backslash.'
const DELIMITER = 'must be one ASCII character, \\t or octal \\ddd, and no line break.'
const QUOTE = 'must be one printable ASCII character, and no backslash.'
const NULL_AS = 'must be text without line breaks and backslashes, or \\N, or \\0 for the character NUL.'

// COPY takes a literal here, and whether a backslash in it is an escape depends on the server.
const dateFormat = v.optional(v.pipe(v.string(DATE_FORMAT), v.regex(/^[^\\\0]+$/, DATE_FORMAT)), 'auto')

const delimiter = v.optional(
  v.pipe(
    v.string(DELIMITER),
    v.check((text) => {
      const character = characterOf(text)
      return isAscii(character) && character !== '\n' && character !== '\r'
    }, DELIMITER),
  ),
)

const quote = v.optional(v.pipe(v.string(QUOTE), v.regex(/^[!-[\]-~]$/, QUOTE)))

// \N is the only text with a backslash: it is COPY's default and is not written, as Redshift may read '\N' as N.
const nullAs = v.optional(
  v.pipe(
    v.string(NULL_AS),
    v.check((text) => /^(?:\\N|\0|[^\\\0\r\n]*)$/.test(nulOf(text)), NULL_AS),
  ),
)

function count(message: string, most: number) {
  return v.optional(
    v.pipe(
      v.number(message),
      v.check((given) => Number.isSafeInteger(given) && given >= 0 && given <= most, message),
    ),
  )
}

const anyEntries = {
  acceptInvChars: v.optional(
    v.union(
      [
        v.boolean(),
        v.pipe(
          v.string(),
          v.check((text) => isAscii(text) && text !== '\\'),
        ),
      ],
      'must be true, false, or the one ASCII character to put in place of others.',
    ),
  ),
  explicitIds: flag,
  statUpdate: flag,
}

const textEntries = {
  ...anyEntries,
  compression: v.optional(
    v.picklist(['gzip', 'bzip2', 'zstd', 'lzop', 'none'], 'must be gzip, bzip2, zstd, lzop or none.'),
  ),
  region: v.optional(v.pipe(v.string(REGION), v.regex(/^[a-z0-9-]+$/, REGION))),
  maxError: count('must be a whole number from 0 to 100000.', 100_000),
  timeFormat: dateFormat,
  dateFormat,
  acceptAnyDate: flag,
  blanksAsNull: flag,
  emptyAsNull: flag,
  trimBlanks: flag,
  truncateColumns: flag,
  roundEc: flag,
  ignoreHeader: count('must be a whole number of lines.', Number.MAX_SAFE_INTEGER),
  encoding: v.optional(
    v.picklist(['utf8', 'utf16', 'utf16le', 'utf16be'], 'must be utf8, utf16, utf16le or utf16be.'),
  ),
  compUpdate: v.optional(v.union([v.boolean(), v.literal('preset')], 'must be true, false or preset.')),
}

const fieldEntries = { ...textEntries, delimiter, nullAs, fillRecord: flag, ignoreBlankLines: flag }

const ENTRIES = {
  json: { format: v.optional(v.literal('json'), 'json'), ...textEntries },
  csv: { format: v.literal('csv'), ...fieldEntries, quote },
  delimited: { format: v.literal('delimited'), ...fieldEntries, escape: flag, removeQuotes: flag },
  parquet: { format: v.literal('parquet'), ...anyEntries, fillRecord: flag, serializeToJson: flag },
} satisfies Record<CopyFormat, v.ObjectEntries>

const FORMATS = Object.keys(ENTRIES) as CopyFormat[]

function optionsOf<F extends CopyFormat>(format: F) {
  return closedObject(ENTRIES[format], (key) => {
    const others = FORMATS.filter((other) => Object.hasOwn(ENTRIES[other], key))
    return others.length === 0
      ? `is not known here; with the format ${format} the keys are ${Object.keys(ENTRIES[format]).join(', ')}.`
      : `does not go with the format ${format}, but with ${others.join(', ').replace(/, (\w+)$/, ' and $1')}; leave it out, or give it in the steps that it is for.`
  })
}

/** A valibot schema for `CopyOptions`: each format takes its own parameters, and no other's. */
export const copySchema = v.variant(
  'format',
  [
    optionsOf('json'),
    v.pipe(
      optionsOf('csv'),
      v.rawCheck(({ dataset: { typed, value }, addIssue }) => {
        if (!typed || characterOf(value.delimiter ?? ',') !== (value.quote ?? '"')) return
        const key = value.quote === undefined ? 'delimiter' : 'quote'
        addIssue({
          message: 'The delimiter and the quote must differ.',
          path: [{ type: 'object', origin: 'value', input: { ...value }, key, value: value[key] }],
        })
      }),
    ),
    optionsOf('delimited'),
    optionsOf('parquet'),
  ],
  ({ path }) =>
    path ? 'must be json, csv, delimited or parquet.' : "must be an object of COPY's parameters.",
)

/** Returns checked options as the statement takes them: what stands for a character is that character. */
export function completeCopy(options: CopyOptions): CopyOptions {
  const given = options as FieldCopyOptions
  return {
    ...options,
    ...(given.delimiter !== undefined && { delimiter: characterOf(given.delimiter) }),
    ...(given.nullAs !== undefined && { nullAs: nulOf(given.nullAs) }),
  }
}

function nulOf(text: string): string {
  return text.replace(/^\\0(?:00)?$/, '\0')
}

/** The character that COPY would read: `\t` and octal `\ddd` stand for one. */
function characterOf(text: string): string {
  if (text === '\\t') return '\t'
  const [, octal] = /^\\([0-7]{3})$/.exec(text) ?? []
  return octal === undefined ? text : String.fromCharCode(Number.parseInt(octal, 8))
}

/** Whether `text` is one ASCII character, and not NUL. */
function isAscii(text: string): boolean {
  return text.length === 1 && text > '\0' && text <= '\x7f'
}
