import { body } from './frame.js'
import type { Frame } from './frame.js'

/** The text that begins at `offset` of the body, and where what follows it begins. */
export function text(frame: Frame, offset = 0): { readonly value: string; readonly end: number } {
  const bytes = body(frame)
  const zero = bytes.indexOf(0, offset)
  if (zero < 0) throw new RangeError(`A text in a message of type "${frame.type}" has no end`)
  return { value: bytes.toString('utf8', offset, zero), end: zero + 1 }
}

/** The fields of an error or a notice, by their letter. */
export function reportFields(frame: Frame): Map<string, string> {
  const fields = new Map<string, string>()
  for (const field of body(frame).toString('utf8').split('\0')) {
    if (field) fields.set(field.charAt(0), field.slice(1))
  }
  return fields
}

/** The values of a row in text format. */
export function dataRow(frame: Frame): (string | null)[] {
  const bytes = body(frame)
  const values: (string | null)[] = []
  let at = 2
  for (let left = bytes.readInt16BE(0); left > 0; left--) {
    const length = bytes.readInt32BE(at)
    at += 4
    values.push(length < 0 ? null : bytes.toString('utf8', at, at + length))
    at += Math.max(length, 0)
  }
  return values
}

/** The parameters of a message that opens a connection. */
export function startupParameters(frame: Frame): Record<string, string> {
  const words = body(frame).toString('utf8', 4).split('\0')
  const parameters: Record<string, string> = {}
  for (let i = 0; i + 1 < words.length && words[i]; i += 2) parameters[words[i] ?? ''] = words[i + 1] ?? ''
  return parameters
}
