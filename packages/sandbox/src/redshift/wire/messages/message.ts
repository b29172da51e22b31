/** Anything a message is made of: text is written with a zero after it, a number as 32 bits. */
export type Part = string | number | Buffer

/** One message of the protocol; without `type`, one of those that open a connection. */
export function message(type: string, ...parts: readonly Part[]): Buffer {
  const written = parts.map((part) => {
    if (typeof part === 'string') return Buffer.from(`${part}\0`)
    return typeof part === 'number' ? int32(part) : part
  })
  const head = Buffer.from(`${type}....`, 'latin1')
  head.writeInt32BE(
    written.reduce((size, part) => size + part.length, 4),
    type.length,
  )
  return Buffer.concat([head, ...written])
}

/** `value` in four bytes. */
export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

/** `value` in two bytes. */
export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
