import * as v from 'valibot'
import { characterOf, isAscii, nulOf } from './characters.js'
import type { CopyFormat } from './copy-options.js'

function flag(description: string) {
  return v.optional(
    v.pipe(v.boolean('must be true or false.'), v.description(`${description} Default: false.`)),
  )
}

const REGION = 'must be a region, such as eu-west-1.'
const DATE_FORMAT = 'must be a format, such as YYYY-MM-DD, or auto; it may contain no backslash.'
const DELIMITER = 'must be one ASCII character, \\t or octal \\ddd, and no line break.'
const QUOTE = 'must be one printable ASCII character, and no backslash.'
const NULL_AS = 'must be text without line breaks and backslashes, or \\N, or \\0 for the character NUL.'

// COPY takes a literal here, and whether a backslash in it is an escape depends on the server.
function format(description: string) {
  return v.optional(
    v.pipe(v.string(DATE_FORMAT), v.regex(/^[^\\\0]+$/, DATE_FORMAT), v.description(description)),
    'auto',
  )
}

const delimiter = v.optional(
  v.pipe(
    v.string(DELIMITER),
    v.check((text) => {
      const character = characterOf(text)
      return isAscii(character) && character !== '\n' && character !== '\r'
    }, DELIMITER),
    v.description(
      'The character between two fields: one ASCII character, \\t, or an octal \\ddd. Default: a comma for csv, | for delimited.',
    ),
  ),
)

const quote = v.optional(
  v.pipe(
    v.string(QUOTE),
    v.regex(/^[!-[\]-~]$/, QUOTE),
    v.description('The quotation mark: one printable ASCII character. Default: ".'),
  ),
)

// \N is the only text with a backslash: it is COPY's default and is not written, as Redshift may read '\N' as N.
const nullAs = v.optional(
  v.pipe(
    v.string(NULL_AS),
    v.check((text) => /^(?:\\N|\0|[^\\\0\r\n]*)$/.test(nulOf(text)), NULL_AS),
    v.description(String.raw`The text that means NULL; \0 is the character NUL. Default: \N.`),
  ),
)

function count(message: string, most: number, description: string) {
  return v.optional(
    v.pipe(
      v.number(message),
      v.check((given) => Number.isSafeInteger(given) && given >= 0 && given <= most, message),
      v.description(description),
    ),
  )
}

const anyEntries = {
  acceptInvChars: v.optional(
    v.pipe(
      v.union(
        [
          v.boolean(),
          v.pipe(
            v.string(),
            v.check((text) => isAscii(text) && text !== '\\'),
          ),
        ],
        'must be true, false, or the one ASCII character that replaces others.',
      ),
      v.description(
        'Replaces characters that are not UTF-8: by ? if true, or by the given character. Default: false.',
      ),
    ),
  ),
  explicitIds: flag('Whether the objects fill IDENTITY columns.'),
  statUpdate: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description("Whether the planner's statistics are updated. Default: only if the table was empty."),
    ),
  ),
}

const rowEntries = {
  ...anyEntries,
  compression: v.optional(
    v.pipe(
      v.picklist(['gzip', 'bzip2', 'zstd', 'lzop', 'none'], 'must be gzip, bzip2, zstd, lzop or none.'),
      v.description('How the objects are compressed. Default: by the ending of each key.'),
    ),
  ),
  region: v.optional(
    v.pipe(
      v.string(REGION),
      v.regex(/^[a-z0-9-]+$/, REGION),
      v.description("The region of the objects and of metadata. Default: the cluster's."),
    ),
  ),
  timeFormat: format('Such as YYYY-MM-DD HH:MI:SS, epochsecs or epochmillisecs. Default: auto.'),
  dateFormat: format('Such as DD.MM.YYYY. Default: auto.'),
  acceptAnyDate: flag('Whether a date that does not match becomes NULL.'),
  blanksAsNull: flag('Whether text of only blanks becomes NULL.'),
  emptyAsNull: flag('Whether empty text becomes NULL.'),
  trimBlanks: flag('Whether blanks at the end of text are removed.'),
  truncateColumns: flag('Whether text that is too long for its column is truncated.'),
  roundEc: flag('Whether numbers with more decimals than their column are rounded, not cut.'),
  compUpdate: v.optional(
    v.pipe(
      v.union([v.boolean(), v.literal('preset')], 'must be true, false or preset.'),
      v.description('Whether COPY chooses the encodings of an empty table. Default: Redshift decides.'),
    ),
  ),
}

const textEntries = {
  ...rowEntries,
  ignoreHeader: count(
    'must be a whole number of lines.',
    Number.MAX_SAFE_INTEGER,
    'How many lines to skip at the beginning of each object. Default: 0.',
  ),
  encoding: v.optional(
    v.pipe(
      v.picklist(['utf8', 'utf16', 'utf16le', 'utf16be'], 'must be utf8, utf16, utf16le or utf16be.'),
      v.description('The encoding of the objects. Default: utf8.'),
    ),
  ),
}

function match(description: string) {
  return v.optional(
    v.pipe(v.picklist(['name', 'position'], 'must be name or position.'), v.description(description)),
  )
}

const fieldEntries = {
  ...textEntries,
  delimiter,
  nullAs,
  fillRecord: flag(
    'Fills the last fields of lines that lack them, with NULL, or with empty text in a VARCHAR.',
  ),
  ignoreBlankLines: flag('Whether empty lines are skipped.'),
  match: match(
    'How fields go to columns: by their name in the last line of ignoreHeader, or by their position. Default: name, if there is a header.',
  ),
}

const columnarEntries = {
  ...anyEntries,
  fillRecord: flag('Fills the last columns with NULL if files lack them.'),
  serializeToJson: flag('Whether lists, structs and maps go into SUPER columns.'),
}

function formatOf<F extends CopyFormat>(name: F) {
  return v.pipe(v.literal(name), v.description('The format of the objects. Default: json.'))
}

/** The parameters of each format, as entries of valibot schemas. */
export const COPY_ENTRIES = {
  json: { format: v.optional(formatOf('json'), 'json'), ...textEntries },
  avro: { format: formatOf('avro'), ...rowEntries },
  csv: { format: formatOf('csv'), ...fieldEntries, quote },
  delimited: {
    format: formatOf('delimited'),
    ...fieldEntries,
    escape: flag(
      'Whether a backslash escapes the character after it, even a delimiter or the end of a line.',
    ),
    removeQuotes: flag('Whether quotation marks around a field are removed.'),
  },
  parquet: {
    format: formatOf('parquet'),
    ...columnarEntries,
    match: match(
      'Whether a file with another order of columns than the fields is refused (name), or not (position). Default: name.',
    ),
  },
  orc: { format: formatOf('orc'), ...columnarEntries },
} satisfies Record<CopyFormat, v.ObjectEntries>
