/** Values in the distinguished encoding rules of ASN.1, as certificates are written: ITU-T X.690. */
export const der = {
  boolean: (value: boolean) => tagged(0x01, Buffer.from([value ? 0xff : 0])),
  /** A whole number, given as its bytes without a sign. */
  integer: (bytes: Buffer) => tagged(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([ZERO, bytes]) : bytes),
  /** `unused` is how many of the last bits do not count. */
  bits: (bytes: Buffer, unused = 0) => tagged(0x03, Buffer.concat([Buffer.from([unused]), bytes])),
  octets: (bytes: Buffer) => tagged(0x04, bytes),
  /** An object identifier, such as `2.5.4.3`. */
  identifier(text: string) {
    const [first = 0, second = 0, ...arcs] = text.split('.').map(Number)
    return tagged(0x06, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]))
  },
  text: (value: string) => tagged(0x0c, Buffer.from(value)),
  /** A time between 1950 and 2049. */
  time(value: Date) {
    const digits = value.toISOString().replace(/[-:T]|\.\d+/g, '')
    return tagged(0x17, Buffer.from(digits.slice(2)))
  },
  sequence: (...items: readonly Buffer[]) => tagged(0x30, Buffer.concat(items)),
  set: (...items: readonly Buffer[]) => tagged(0x31, Buffer.concat(items)),
  /** What the number `tag` stands for is said where it is used; `constructed` if it holds other values. */
  context: (tag: number, content: Buffer, { constructed }: { readonly constructed: boolean }) =>
    tagged((constructed ? 0xa0 : 0x80) | tag, content),
}

const ZERO = Buffer.from([0])

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.from([0x80 | significant.length]), significant])
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}
