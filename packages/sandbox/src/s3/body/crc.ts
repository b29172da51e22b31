/** A checksum that is computed chunk by chunk. */
export interface Digest {
  update(chunk: Uint8Array): void
  /** The checksum of all chunks, its most significant byte first. */
  digest(): Buffer
}

const tables = new Map<bigint, { low: Uint32Array; high: Uint32Array }>()

/** The polynomial of CRC-32C (Castagnoli), reflected. */
export const CRC32C = 0x82f63b78n

/** The polynomial of CRC-64/NVME, reflected. */
export const CRC64NVME = 0x9a6c9329ac4bc9b5n

/** A reflected CRC of `bytes` bytes that begins and ends inverted, as CRC-32C and CRC-64/NVME do. */
export function crc(polynomial: bigint, bytes: 4 | 8): Digest {
  const table = tableOf(polynomial)
  // Two halves, for 64-bit numbers are slow in JavaScript; the upper one stays unused by a CRC of 32 bits.
  let low = 0xffffffff
  let high = bytes === 8 ? 0xffffffff : 0
  return {
    update(chunk) {
      for (let at = 0; at < chunk.length; at++) {
        const index = (low ^ (chunk[at] as number)) & 0xff
        low = ((low >>> 8) | (high << 24)) ^ (table.low[index] as number)
        high = (high >>> 8) ^ (table.high[index] as number)
      }
    },
    digest() {
      const result = Buffer.alloc(8)
      result.writeUInt32BE(~high >>> 0, 0)
      result.writeUInt32BE(~low >>> 0, 4)
      return result.subarray(8 - bytes)
    },
  }
}

function tableOf(polynomial: bigint): { low: Uint32Array; high: Uint32Array } {
  const known = tables.get(polynomial)
  if (known) return known
  const table = { low: new Uint32Array(256), high: new Uint32Array(256) }
  for (let index = 0; index < 256; index++) {
    let value = BigInt(index)
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n
    table.low[index] = Number(value & 0xffffffffn)
    table.high[index] = Number(value >> 32n)
  }
  tables.set(polynomial, table)
  return table
}
