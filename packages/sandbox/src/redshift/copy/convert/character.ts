import { type Fault, FAULT_CODE } from '../reports/load-error.js'
import type { CopyConversions } from '../statement/copy-statement.js'
import { isBlank, trimEnd } from '../text/blanks.js'
import { copyText } from '../text/copy-text.js'
import { cutToBytes, findInvalidCharacter, hexBytes } from '../text/utf8.js'
import type { Convert } from './convert.js'

/** What keeps a text from being its own COPY text: a control that COPY text escapes, NUL, or a byte beyond ASCII. */
const SPECIAL = /[\0\\\n\r\t\x80-\xff]/
const BEYOND_ASCII = /[\x80-\xff]/

type Options = Pick<
  CopyConversions,
  'acceptInvalidCharacters' | 'blanksAsNull' | 'emptyAsNull' | 'trimBlanks' | 'truncateColumns'
>

// https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html
const CHAR_TOO_LONG: Fault = { code: FAULT_CODE.outOfRange, reason: 'Char length exceeds DDL length' }
// As users report it.
const STRING_TOO_LONG: Fault = { code: FAULT_CODE.outOfRange, reason: 'String length exceeds DDL length' }
// PostgreSQL cannot hold the character either.
const HOLDS_NUL: Fault = { code: FAULT_CODE.line, reason: 'String contains the NUL character (0x00)' }

/** Converts to CHAR of `length` bytes, each a character. */
export function charFrom(length: number, options: Options): Convert {
  return (text) => {
    if (isNull(text, options)) return null
    const at = text.search(BEYOND_ASCII)
    if (at >= 0) return multibyte(text, at)
    const fitting = fitted(text, length, options.truncateColumns)
    if (fitting === undefined) return CHAR_TOO_LONG
    return fitting.includes('\0') ? HOLDS_NUL : copyText(fitting)
  }
}

/** Converts to VARCHAR of `length` bytes. */
export function varcharFrom(length: number, options: Options): Convert {
  const { acceptInvalidCharacters: replacement, trimBlanks, truncateColumns } = options
  return (field) => {
    if (isNull(field, options)) return null
    let text = trimBlanks ? trimEnd(field) : field
    if (trimBlanks && isNull(text, options)) return null
    if (text.length <= length && !SPECIAL.test(text)) return text
    if (BEYOND_ASCII.test(text)) {
      const invalid = findInvalidCharacter(text, 0, replacement !== undefined)
      if (invalid !== undefined) {
        if (replacement === undefined) return badSequence(text, invalid)
        text = replaced(text, replacement)
      }
    }
    const fitting = fitted(text, length, truncateColumns)
    if (fitting === undefined) return STRING_TOO_LONG
    return fitting.includes('\0') ? HOLDS_NUL : copyText(fitting)
  }
}

function isNull(text: string, { emptyAsNull, blanksAsNull }: Options): boolean {
  if (text === '') return emptyAsNull
  return blanksAsNull && isBlank(text.charCodeAt(0)) && trimEnd(text) === ''
}

/** `text` if it fits without trailing blanks, or may be cut. */
function fitted(text: string, length: number, cut: boolean): string | undefined {
  if (text.length <= length) return text
  if (!cut && !/^ *$/.test(text.slice(length))) return undefined
  return cutToBytes(text, length)
}

/** https://docs.aws.amazon.com/redshift/latest/dg/multi-byte-character-load-errors.html */
function multibyte(text: string, at: number): Fault {
  const bytes = /^[\x80-\xff][\x80-\xbf]{0,3}/.exec(text.slice(at, at + 4))?.[0] ?? ''
  return {
    code: FAULT_CODE.character,
    reason: `Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: ${hexBytes(bytes)}`,
    position: at,
  }
}

function badSequence(
  text: string,
  { at, length, error }: { at: number; length: number; error: number },
): Fault {
  return {
    code: FAULT_CODE.character,
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
