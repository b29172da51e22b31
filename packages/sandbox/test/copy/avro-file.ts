import { once } from 'node:events'
import { crc32 } from 'node:zlib'
import avro from 'avsc'
import { longHook } from '../../src/redshift/copy/avro/avro-to-json.js'

/** An Avro file of `records`. */
export async function avroFile(
  schema: avro.Schema,
  records: readonly unknown[],
  codec: 'null' | 'deflate' | 'snappy' = 'null',
): Promise<Buffer> {
  const encoder = new avro.streams.BlockEncoder(
    avro.Type.forSchema(schema, { wrapUnions: 'never', typeHook: longHook }),
    {
      codec,
      codecs: { ...avro.streams.BlockEncoder.defaultCodecs(), snappy },
    },
  )
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const record of records) encoder.write(record)
  encoder.end()
  await once(encoder, 'end')
  return Buffer.concat(chunks)
}

/** Snappy in its plainest form: literals of up to 60 bytes, and Avro's checksum. */
function snappy(data: Buffer, done: (error: Error | null, compressed?: Buffer) => void): void {
  const pieces: Buffer[] = []
  for (let length = data.length; ; length >>= 7) {
    pieces.push(Buffer.of(length < 0x80 ? length : (length & 0x7f) | 0x80))
    if (length < 0x80) break
  }
  for (let at = 0; at < data.length; at += 60) {
    const piece = data.subarray(at, at + 60)
    pieces.push(Buffer.of((piece.length - 1) << 2), piece)
  }
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(data))
  done(null, Buffer.concat([...pieces, checksum]))
}
