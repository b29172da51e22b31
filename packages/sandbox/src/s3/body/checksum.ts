import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Digest } from './crc.js'
import { crc, CRC32C, CRC64NVME } from './crc.js'

const ALGORITHMS = {
  CRC32: plainCrc32,
  CRC32C: () => crc(CRC32C, 4),
  CRC64NVME: () => crc(CRC64NVME, 8),
  SHA1: () => hash('sha1'),
  SHA256: () => hash('sha256'),
} satisfies Record<string, () => Digest>

/** A checksum algorithm, as S3 spells it. See "Checking object integrity" in the S3 user guide. */
export type ChecksumAlgorithm = keyof typeof ALGORITHMS

/** A checksum that was given with an upload and held. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm
  /** In base64; a composite one ends in a hyphen and the number of parts. */
  readonly value: string
  /** Whether it is over the whole content or over the checksums of its parts. */
  readonly type: 'FULL_OBJECT' | 'COMPOSITE'
}

/** The algorithm that S3 calls `name`, in upper or lower case; undefined if there is none. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  const upper = name.toUpperCase()
  return Object.hasOwn(ALGORITHMS, upper) ? (upper as ChecksumAlgorithm) : undefined
}

/** Begins a checksum. */
export function digestOf(algorithm: ChecksumAlgorithm): Digest {
  return ALGORITHMS[algorithm]()
}

/** Passes `content` on, and updates `digest` with it. */
export async function* digesting(
  content: AsyncIterable<Uint8Array>,
  digest: Pick<Digest, 'update'> | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    digest?.update(chunk)
    yield chunk
  }
}

/** The header or trailer that carries a checksum of `algorithm`. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`
}

/** The checksum in the headers of the response to an upload. */
export function checksumHeaders({ algorithm, value, type }: Checksum): Record<string, string> {
  return { [checksumHeader(algorithm)]: value, 'x-amz-checksum-type': type }
}

/** The XML element that carries a checksum of `algorithm`. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`
}

function plainCrc32(): Digest {
  let value = 0
  return {
    update(chunk) {
      value = crc32(chunk, value)
    },
    digest() {
      const result = Buffer.alloc(4)
      result.writeUInt32BE(value)
      return result
    },
  }
}

function hash(name: string): Digest {
  const inner = createHash(name)
  return { update: (chunk) => void inner.update(chunk), digest: () => inner.digest() }
}
