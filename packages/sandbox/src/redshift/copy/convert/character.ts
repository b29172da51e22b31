import { isBlank, trimEnd } from '../text/blanks.js'
import type { CopyConversions } from '../copy-statement.js'
import { copyText } from '../text/copy-text.js'
import { type Fault, faultCode } from '../reports/load-error.js'
import { cutToBytes, findInvalidCharacter, hexBytes } from '../text/utf8.js'
import type { Convert } from './convert.js'

/** What keeps a text from being its own COPY text: a control that COPY text escapes, NUL, or a byte beyond ASCII. */
const special = /[\0\\\n\r\t\x80-\xff]/
const beyondAscii = /[\x80-\xff]/

type Options = Pick<
  CopyConversions,
  'acceptInvalidCharacters' | 'blanksAsNull' | 'emptyAsNull' | 'trimBlanks' | 'truncateColumns'
>

// https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html
const charTooLong: Fault = { code: faultCode.outOfRange, reason: 'Char length exceeds DDL length' }
// As users report it.
const stringTooLong: Fault = { code: faultCode.outOfRange, reason: 'String length exceeds DDL length' }
// PostgreSQL cannot hold the character either.
const holdsNul: Fault = { code: faultCode.line, reason: 'String contains the NUL character (0x00)' }

/** Converts to CHAR of `length` bytes, each a character. */
export function charFrom(length: number, options: Options): Convert {
  return (text) => {
    if (isNull(text, options)) return null
    const at = text.search(beyondAscii)
    if (at >= 0) return multibyte(text, at)
    const fitting = fitted(text, length, options.truncateColumns)
    if (fitting === undefined) return charTooLong
    return fitting.includes('\0') ? holdsNul : copyText(fitting)
  }
}

/** Converts to VARCHAR of `length` bytes. */
export function varcharFrom(length: number, options: Options): Convert {
  const { acceptInvalidCharacters: replacement, trimBlanks, truncateColumns } = options
  return (field) => {
    if (isNull(field, options)) return null
    let text = trimBlanks ? trimEnd(field) : field
    if (trimBlanks && isNull(text, options)) return null
    if (text.length <= length && !special.test(text)) return text
    if (beyondAscii.test(text)) {
      const invalid = findInvalidCharacter(text, 0, replacement !== undefined)
      if (invalid !== undefined) {
        if (replacement === undefined) return badSequence(text, invalid)
        text = replaced(text, replacement)
      }
    }
    const fitting = fitted(text, length, truncateColumns)
    if (fitting === undefined) return stringTooLong
    return fitting.includes('\0') ? holdsNul : copyText(fitting)
  }
}

function isNull(text: string, { emptyAsNull, blanksAsNull }: Options): boolean {
  if (text === '') return emptyAsNull
  return blanksAsNull && isBlank(text.charCodeAt(0)) && trimEnd(text) === ''
}

/** `text` if it fits but for trailing blanks, or may be cut. */
function fitted(text: string, length: number, cut: boolean): string | undefined {
  if (text.length <= length) return text
  if (!cut && !/^ *$/.test(text.slice(length))) return undefined
  return cutToBytes(text, length)
}

/** https://docs.aws.amazon.com/redshift/latest/dg/multi-byte-character-load-errors.html */
function multibyte(text: string, at: number): Fault {
  const bytes = /^[\x80-\xff][\x80-\xbf]{0,3}/.exec(text.slice(at, at + 4))?.[0] ?? ''
  return {
    code: faultCode.character,
    reason: `Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: ${hexBytes(bytes)}`,
    position: at,
  }
}

function badSequence(
  text: string,
  { at, length, error }: { at: number; length: number; error: number },
): Fault {
  return {
    code: faultCode.character,
    reason:
      'String contains invalid or unsupported UTF-8 codepoints. ' +
      `Bad UTF-8 hex sequence: ${hexBytes(text.slice(at, at + length))} (error ${error})`,
    position: at,
  }
}

function replaced(text: string, replacement: string): string {
  let valid = ''
  let from = 0
  let invalid = findInvalidCharacter(text, 0, true)
  while (invalid !== undefined) {
    valid += text.slice(from, invalid.at) + replacement.repeat(invalid.length)
    from = invalid.at + invalid.length
    invalid = findInvalidCharacter(text, from, true)
  }
  return valid + text.slice(from)
}
