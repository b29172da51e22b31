import { body } from './frame.js'
import type { Frame } from './frame.js'
import { int16, int32, message } from './message.js'
import { text } from './read-frame.js'

/** A Bind: a portal made of a prepared statement. */
export interface BindRequest {
  readonly portal: string
  readonly statement: string
  /** The formats of the parameters: none if all are text, one for all, or one for each. */
  readonly formats: readonly number[]
  readonly values: readonly (Buffer | null)[]
  readonly resultFormats: readonly number[]
  /** Whether the values of the column at `index` are to come in binary format. */
  isBinary(index: number): boolean
}

export function readBind(frame: Frame): BindRequest {
  const bytes = body(frame)
  const portal = text(frame)
  const statement = text(frame, portal.end)
  const formats = readFormats(bytes, statement.end)
  const values: (Buffer | null)[] = []
  let at = statement.end + 2 + 2 * formats.length
  const count = bytes.readInt16BE(at)
  at += 2
  for (let i = 0; i < count; i++) {
    const length = bytes.readInt32BE(at)
    at += 4
    values.push(length < 0 ? null : bytes.subarray(at, at + length))
    at += Math.max(length, 0)
  }
  const resultFormats = readFormats(bytes, at)
  const isBinary = (index: number) => formatAt(resultFormats, index) === 1
  return { portal: portal.value, statement: statement.value, formats, values, resultFormats, isBinary }
}

/** The message for `request`, its values changed by `convert`, which gets their index and whether they are binary. */
export function writeBind(
  { portal, statement, formats, values, resultFormats }: BindRequest,
  convert: (value: Buffer, index: number, binary: boolean) => Buffer,
): Buffer {
  const written = values.flatMap((value, index) => {
    if (!value) return [int32(-1)]
    const converted = convert(value, index, formatAt(formats, index) === 1)
    return [int32(converted.length), converted]
  })
  const list = (all: readonly number[]) => [int16(all.length), ...all.map(int16)]
  return message(
    'B',
    portal,
    statement,
    ...list(formats),
    int16(values.length),
    ...written,
    ...list(resultFormats),
  )
}

function readFormats(bytes: Buffer, at: number): number[] {
  return Array.from({ length: bytes.readInt16BE(at) }, (_, i) => bytes.readInt16BE(at + 2 + 2 * i))
}

function formatAt(formats: readonly number[], index: number): number {
  return (formats.length === 1 ? formats[0] : formats[index]) ?? 0
}

/** What a Describe or Close is about: a prepared statement or a portal, by its name. */
export interface Subject {
  readonly isStatement: boolean
  readonly name: string
}

/** What the Describe or Close in `frame` is about. */
export function subject(frame: Frame): Subject {
  return { isStatement: String.fromCharCode(body(frame)[0] ?? 0) === 'S', name: text(frame, 1).value }
}

/** The types of parameters at the end of a Parse. */
export function parameterTypes(bytes: Buffer): number[] {
  return Array.from({ length: bytes.readInt16BE(0) }, (_, i) => bytes.readUInt32BE(2 + 4 * i))
}
