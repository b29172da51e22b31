import { RedshiftError } from '../../redshift-error.js'
import type { CopyConversions, CopyEncoding } from '../statement/copy-statement.js'
import type { CopyArgument } from './copy-parameters.js'

type Given = ReadonlyMap<string, CopyArgument>

const ENCODINGS: readonly CopyEncoding[] = ['utf8', 'utf16', 'utf16le', 'utf16be']

/**
 * The data conversions that the parameters ask for.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html
 */
export function conversionsOf(given: Given): CopyConversions {
  const replacement = given.get('acceptinvchars')
  const dateFormat = given.get('dateformat')
  const timeFormat = given.get('timeformat')
  return {
    acceptAnyDate: given.has('acceptanydate'),
    ...(replacement === undefined ? {} : { acceptInvalidCharacters: replacementOf(String(replacement)) }),
    blanksAsNull: given.has('blanksasnull'),
    emptyAsNull: given.has('emptyasnull'),
    ...(dateFormat === undefined ? {} : { dateFormat: String(dateFormat) }),
    ...(timeFormat === undefined ? {} : { timeFormat: String(timeFormat) }),
    encoding: encodingOf(String(given.get('encoding') ?? 'utf8')),
    explicitIds: given.has('explicit_ids'),
    fillRecord: given.has('fillrecord'),
    ignoreBlankLines: given.has('ignoreblanklines'),
    ignoreHeader: Number(given.get('ignoreheader') ?? 0),
    nullAs: nullAsOf(String(given.get('null') ?? '\\N')),
    roundDecimals: given.has('roundec'),
    trimBlanks: given.has('trimblanks'),
    truncateColumns: given.has('truncatecolumns'),
  }
}

function replacementOf(character: string): string {
  const code = character.charCodeAt(0)
  if (character.length === 1 && code > 0 && code < 0x80) return character
  throw new RedshiftError(`ACCEPTINVCHARS takes one ASCII character other than NUL, not '${character}'`)
}

function encodingOf(name: string): CopyEncoding {
  const encoding = ENCODINGS.find((known) => known === name)
  if (encoding !== undefined) return encoding
  throw new RedshiftError(`ENCODING '${name}' is not supported: it must be UTF8, UTF16, UTF16LE or UTF16BE`)
}

/** `\0` and `\000` stand for the NUL character; text is carried as one character a byte. */
function nullAsOf(written: string): string {
  if (written === '\\n' || /[\n\r]/.test(written)) throw new RedshiftError('NULL AS cannot be a line break')
  return written === '\\0' || written === '\\000' ? '\0' : Buffer.from(written, 'utf8').toString('latin1')
}
