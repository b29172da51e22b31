import { once } from 'node:events'
import avro from 'avsc'

/** An Avro file of `records`, whose fields have these types. */
export async function avroFile(
  fields: Readonly<Record<string, avro.Schema>>,
  records: readonly object[],
): Promise<Buffer> {
  const encoder = new avro.streams.BlockEncoder({
    type: 'record',
    name: 'event',
    fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
  })
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const record of records) encoder.write(record)
  encoder.end()
  await once(encoder, 'end')
  return Buffer.concat(chunks)
}
