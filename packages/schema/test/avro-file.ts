import { once } from 'node:events'
import avro from 'avsc'

/** An Avro file of `records`, whose fields have these types. */
export async function avroFile(
  fields: Readonly<Record<string, unknown>>,
  records: readonly unknown[],
): Promise<Buffer> {
  const schema = {
    type: 'record',
    name: 'event',
    fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
  } as avro.Schema
  const encoder = new avro.streams.BlockEncoder(avro.Type.forSchema(schema, { wrapUnions: 'never' }))
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const record of records) encoder.write(record)
  encoder.end()
  await once(encoder, 'end')
  return Buffer.concat(chunks)
}

const inner = { type: 'record', name: 'inner', fields: [{ name: 'Name', type: 'string' }] }

/** A file with a field of each kind, and two records. */
export const everyField = avroFile(
  {
    flag: 'boolean',
    id: 'int',
    big: 'long',
    ratio: 'float',
    exact: ['null', 'double'],
    at: 'long',
    kind: { type: 'enum', name: 'kind', symbols: ['A', 'B'] },
    user: ['null', inner],
    friend: 'inner',
    tags: { type: 'array', items: 'string' },
    labels: { type: 'map', values: 'int' },
    mixed: ['null', 'int', 'string'],
    nothing: 'null',
    raw: 'bytes',
  },
  [1, 2].map((id) => ({
    flag: id === 1,
    id,
    big: 2 ** 40,
    ratio: 0.5,
    exact: id === 1 ? 0.1 : null,
    at: 1_767_600_000_000,
    kind: 'B',
    user: id === 1 ? { Name: 'x' } : null,
    friend: { Name: 'é'.repeat(2_000) },
    tags: ['a', 'b'],
    labels: { a: 1 },
    mixed: id === 1 ? 1 : 'one',
    nothing: null,
    raw: Buffer.from('abc'),
  })),
)
