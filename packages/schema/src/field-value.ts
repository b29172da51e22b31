import type { JsonValue } from '@arbalest/formats'

/** A field as the value that its text is, as COPY reads it into a column of that type. */
export function fieldValue(text: string): JsonValue {
  const bytes = Buffer.byteLength(text)
  const inner = text.replaceAll(BLANKS, '')
  // Blanks are NULL in every column but one of text.
  if (/^ *$/.test(text) || text === NULL) return { kind: 'null', bytes }
  if (NUMBER.test(inner)) return { kind: 'number', text: inner, bytes }
  const word = inner.toLowerCase()
  if (word === 'true' || word === 'false') return { kind: 'boolean', text: word, bytes }
  return { kind: 'string', text, bytes }
}

/** COPY's default of NULL AS. */
const NULL = String.raw`\N`

const BLANKS = /^[ \t\v\f\r\n]+|[ \t\v\f\r\n]+$/g

// No zeros lead, as they do in what is no number: a postal code, a telephone number.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,4})?$/
