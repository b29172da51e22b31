import type { SourceObject } from '@arbalest/core/plugin'
import type { Compression } from '../compression.js'
import { readHead, type Open } from '../read-head.js'

/** A schema of Avro, in JSON (https://avro.apache.org/docs/1.12.0/specification/#schema-declaration). */
export type AvroSchema =
  | string
  | readonly AvroSchema[]
  | {
      readonly type: AvroSchema
      readonly name?: string
      readonly logicalType?: string
      readonly fields?: readonly { readonly name: string; readonly type: AvroSchema }[]
    }

const MAGIC = Buffer.from('Obj\x01', 'latin1')

/**
 * Returns the schema in the header of an Avro file; undefined if it is none, or its header is longer than 1 MiB, of
 * which COPY takes no more. Makes at most two requests. Throws what `open` throws, and if it is not compressed so.
 */
export async function avroSchema(
  open: Open,
  object: SourceObject,
  compression: Compression,
): Promise<AvroSchema | undefined> {
  const form = { compression, encoding: 'utf8' } as const
  return readHead(open, object, form, async ({ content }) => {
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    try {
      return schemaIn(Buffer.concat(pieces))
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError) return undefined
      throw error
    }
  })
}

/** Throws `RangeError` if the header does not end within `bytes`. */
function schemaIn(bytes: Buffer): AvroSchema | undefined {
  if (!MAGIC.equals(bytes.subarray(0, MAGIC.length))) return undefined
  let at = MAGIC.length
  const long = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return Number((value >> 1n) ^ -(value & 1n))
    }
  }
  const text = () => {
    const length = long()
    if (length < 0 || at + length > bytes.length) throw new RangeError('The header goes on.')
    at += length
    return bytes.toString('utf8', at - length, at)
  }
  // A map in blocks of entries, of which the last is empty; a negative count is followed by the block's length.
  for (let count = long(); count !== 0; count = long()) {
    if (count < 0) long()
    for (let left = Math.abs(count); left > 0; left--) {
      const name = text()
      const value = text()
      if (name === 'avro.schema') return JSON.parse(value) as AvroSchema
    }
  }
  return undefined
}
