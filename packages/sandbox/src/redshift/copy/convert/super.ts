import { copyText } from '../text/copy-text.js'
import { closingQuote, compactJson, unescapeJson } from '../json/json-text.js'
import { type Fault, FAULT_CODE } from '../reports/load-error.js'
import { findInvalidCharacter } from '../text/utf8.js'
import type { Convert } from './convert.js'

// https://docs.aws.amazon.com/redshift/latest/dg/limitations-super.html
const DEEPEST = 1_000
// PostgreSQL's numbers have room for more than SUPER's; this keeps them within both.
const LONGEST_NUMBER = 1_000

/**
 * Converts JSON text to SUPER. An object with two attributes of one name is refused, and a string of more
 * than `longest` bytes. https://docs.aws.amazon.com/redshift/latest/dg/ingest-super.html
 */
export function superFrom(longest: number): Convert {
  return (text) => {
    try {
      JSON.parse(text)
    } catch {
      return notWellFormed('the text is not well-formed JSON')
    }
    const json = compactJson(text)
    return problemOf(json, longest) ?? copyText(json)
  }
}

function problemOf(json: string, longest: number): Fault | undefined {
  const invalid = findInvalidCharacter(json, 0, false)
  if (invalid !== undefined) return notWellFormed('a string is not valid UTF-8')
  const names: Set<string>[] = []
  let at = 0
  for (;;) {
    const quote = json.indexOf('"', at)
    const between = json.slice(at, quote < 0 ? json.length : quote)
    if (/\d{15}|[eE]/.test(between) && !between.split(/[^\d.eE+-]+/).every(fits)) {
      return notWellFormed('a number is out of range')
    }
    for (const mark of between) {
      if (mark === '{' || mark === '[') names.push(new Set())
      else if (mark === '}' || mark === ']') names.pop()
      if (names.length > DEEPEST) return notWellFormed(`it is nested deeper than ${DEEPEST} levels`)
    }
    if (quote < 0) return undefined
    const end = closingQuote(json, quote)
    const string = unescaped(json.slice(quote + 1, end))
    if (string === undefined) return notWellFormed('a string has a character that SUPER does not take')
    // A character of the text is a byte.
    if (string.length > longest) return notWellFormed(`a string has more than ${longest} bytes`)
    if (json[end + 1] === ':') {
      const siblings = names.at(-1)
      if (siblings?.has(string) === true) return notWellFormed(`the attribute '${string}' is duplicate`)
      siblings?.add(string)
    }
    at = end + 1
  }
}

function unescaped(inner: string): string | undefined {
  if (!inner.includes('\\')) return inner
  const text = unescapeJson(inner)
  return text.includes('\0') || findInvalidCharacter(text, 0, false) !== undefined ? undefined : text
}

function fits(number: string): boolean {
  return number.length <= LONGEST_NUMBER && (number === '' || !/\d/.test(number) || inRange(number))
}

function inRange(number: string): boolean {
  const value = Number(number)
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(number.replace(/[eE].*/, '')))
}

function notWellFormed(problem: string): Fault {
  return { code: FAULT_CODE.super, reason: `Invalid JSON format for SUPER: ${problem}` }
}
