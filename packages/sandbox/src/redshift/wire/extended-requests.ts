import { body } from './frame.js'
import type { Frame } from './frame.js'
import { text } from './read-frame.js'

/** What a Describe or Close is about. */
export function subject(frame: Frame): { readonly isStatement: boolean; readonly name: string } {
  return { isStatement: String.fromCharCode(body(frame)[0] ?? 0) === 'S', name: text(frame, 1).value }
}

/** The types of parameters at the end of a Parse. */
export function parameterTypes(bytes: Buffer): number[] {
  return Array.from({ length: bytes.readInt16BE(0) }, (_, i) => bytes.readUInt32BE(2 + 4 * i))
}
