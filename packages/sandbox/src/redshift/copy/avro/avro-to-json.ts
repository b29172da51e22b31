import avro from 'avsc'
import { illegible, openAvro, type AvroBlock } from './avro-blocks.js'

/** Bytes of JSON text that are passed on at once. */
const CHUNK_BYTES = 64 * 1024

/**
 * The records of an Avro file as JSON documents, one a line: COPY maps their fields to columns as it does the names
 * of JSON, and loads what has parts as its JSON text
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-avro). Logical types, of which
 * AWS says nothing, are what they are stored as: a date is a number of days. Throws `RedshiftError` if it is no Avro file.
 */
export async function* avroToJson(
  source: AsyncIterable<Uint8Array>,
  url: string,
): AsyncGenerator<Uint8Array> {
  const file = await openAvro(source, url)
  if (!file) return
  const type = typeOf(file.schema, url)
  let text = ''
  for await (const block of file.blocks) {
    for (const record of recordsOf(block, type, url)) {
      text += `${jsonOf(record)}\n`
      if (text.length < CHUNK_BYTES) continue
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(text)
}

function typeOf(schema: string, url: string): avro.Type {
  let type: avro.Type
  try {
    type = avro.Type.forSchema(JSON.parse(schema) as avro.Schema, {
      wrapUnions: 'never',
      typeHook: longHook,
    })
  } catch (error) {
    throw illegible(url, `Invalid schema: ${error instanceof Error ? error.message : ''}`)
  }
  if (type.typeName !== 'record') throw illegible(url, 'The type of the schema must be record')
  return type
}

/** Has numbers of 64 bits read as they are: a JavaScript number would lose digits. */
export function longHook(schema: avro.Schema): avro.Type | undefined {
  const isLong =
    schema === 'long' || (typeof schema === 'object' && 'type' in schema && schema.type === 'long')
  return isLong ? LONG : undefined
}

// oxlint-disable-next-line no-underscore-dangle -- so it is called
const LONG = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint | number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(value))
    return bytes
  },
  fromJSON: (value: number) => BigInt(value),
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint' || typeof value === 'number',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b)),
})

function* recordsOf({ count, bytes }: AvroBlock, type: avro.Type, url: string): Generator<unknown> {
  let offset = 0
  for (let left = count; left > 0; left--) {
    const decoded = decode(type, bytes, offset)
    if (!decoded || decoded.offset < 0) throw illegible(url, 'A record is not as the schema says')
    offset = decoded.offset
    yield decoded.value
  }
}

function decode(
  type: avro.Type,
  bytes: Buffer,
  offset: number,
): { value: unknown; offset: number } | undefined {
  try {
    return type.decode(bytes, offset)
  } catch {
    return undefined
  }
}

function jsonOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value))
  // As Avro writes bytes in JSON: a character for each.
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString('latin1'))
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonOf(member)}`)
  return `{${members.join(',')}}`
}
