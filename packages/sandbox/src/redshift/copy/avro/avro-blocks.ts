import { crc32, inflateRawSync } from 'node:zlib'
import { snappyUncompress } from 'hyparquet'
import { serviceError } from '../../objects/service-error.js'
import type { RedshiftError } from '../../redshift-error.js'
import { Bytes, Cut, varint } from './bytes.js'

/** A block of an Avro file: records, one after the other, as their schema says. */
export interface AvroBlock {
  readonly count: number
  readonly bytes: Buffer
}

/** An Avro file, as far as its header. */
export interface AvroFile {
  /** In JSON. */
  readonly schema: string
  readonly blocks: AsyncGenerator<AvroBlock>
}

/** As large as a header, and a block, may be (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-avro). */
const LARGEST_HEADER = 1024 * 1024
const LARGEST_BLOCK = 4 * 1024 * 1024

const MAGIC = Buffer.from('Obj\x01', 'latin1')
const SYNC_BYTES = 16

/**
 * Opens an object container file (https://avro.apache.org/docs/1.12.0/specification/#object-container-files);
 * undefined if `source` has no bytes. Throws `RedshiftError` if it is none; its blocks do if they are spoilt or too large.
 */
export async function openAvro(
  source: AsyncIterable<Uint8Array>,
  url: string,
): Promise<AvroFile | undefined> {
  const bytes = new Bytes(source)
  if (await bytes.ended()) return undefined
  const invalid = (reason: string) => illegible(url, reason)
  try {
    if (!MAGIC.equals(await bytes.take(MAGIC.length)))
      throw invalid('Incorrect Avro container file magic number')
    const entries = await headerOf(bytes)
    const codec = entries.get('avro.codec')?.toString() ?? 'null'
    const schema = entries.get('avro.schema')?.toString()
    if (schema === undefined) throw invalid('No schema in the header')
    if (bytes.taken > LARGEST_HEADER) throw invalid('The header is larger than 1 MB')
    const expand = EXPANDERS.get(codec)
    if (!expand) throw invalid(`Unknown codec '${codec}'`)
    return { schema, blocks: blocksOf(bytes, await bytes.take(SYNC_BYTES), expand, invalid) }
  } catch (error) {
    throw error instanceof Cut ? invalid('EOF reached') : error
  }
}

/** Metadata, by name: a map in blocks of entries, of which the last is empty. */
async function headerOf(bytes: Bytes): Promise<ReadonlyMap<string, Buffer>> {
  const entries = new Map<string, Buffer>()
  for (;;) {
    const count = Number(await bytes.long())
    if (count === 0) return entries
    // A negative count is followed by the block's length.
    if (count < 0) await bytes.long()
    for (let left = Math.abs(count); left > 0; left--) {
      const name = (await bytes.lengthAndBytes(LARGEST_HEADER)).toString()
      entries.set(name, await bytes.lengthAndBytes(LARGEST_HEADER))
    }
  }
}

async function* blocksOf(
  bytes: Bytes,
  sync: Buffer,
  expand: (block: Buffer) => Buffer,
  invalid: (reason: string) => RedshiftError,
): AsyncGenerator<AvroBlock> {
  while (!(await bytes.ended())) {
    try {
      const count = Number(await bytes.long())
      const block = await bytes.lengthAndBytes(LARGEST_BLOCK)
      if (!sync.equals(await bytes.take(SYNC_BYTES))) throw invalid('Sync mismatch')
      yield { count, bytes: expanded(block, expand, invalid) }
    } catch (error) {
      throw error instanceof Cut ? invalid('EOF reached, or a block is larger than 4 MB') : error
    }
  }
}

function expanded(
  block: Buffer,
  expand: (block: Buffer) => Buffer,
  invalid: (reason: string) => RedshiftError,
): Buffer {
  let bytes: Buffer
  try {
    bytes = expand(block)
  } catch {
    throw invalid('A block is not compressed as the header says')
  }
  if (bytes.length > LARGEST_BLOCK) throw invalid('A block is larger than 4 MB')
  return bytes
}

const CHECKSUM_BYTES = 4

/** By codec. */
const EXPANDERS: ReadonlyMap<string, (block: Buffer) => Buffer> = new Map([
  ['null', (block) => block],
  ['deflate', (block) => inflateRawSync(block, { maxOutputLength: LARGEST_BLOCK + 1 })],
  ['snappy', unsnap],
])

function unsnap(block: Buffer): Buffer {
  const compressed = block.subarray(0, -CHECKSUM_BYTES)
  const { value: length } = varint(compressed)
  const bytes = new Uint8Array(Math.min(Number(length), LARGEST_BLOCK + 1))
  snappyUncompress(compressed, bytes)
  if (crc32(bytes) !== block.readUInt32BE(compressed.length)) throw new RangeError('wrong checksum')
  return Buffer.from(bytes)
}

/** As users report it of files that COPY cannot read. */
export function illegible(url: string, reason: string): RedshiftError {
  return serviceError('Cannot init avro reader from s3 file', {
    context: `${reason}, S3 key being read : ${url}`,
  })
}
