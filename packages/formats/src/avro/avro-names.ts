import type { DocumentNames, NameCounts, SourceObject, Unread } from '@arbalest/core/plugin'
import { avroSchema, type AvroSchema } from './avro-header.js'
import type { Compression } from '../compression.js'
import { isOfSource, type Open } from '../read-head.js'

/** How deep names are counted: a schema may hold itself. */
const DEEPEST = 16

/**
 * Returns the names of the fields of an Avro file, as its schema says, which holds for all of its records: they count
 * as one document. Makes at most two requests, for no more than the first MiB. Throws what `open` throws.
 */
export async function avroNames(
  open: Open,
  object: SourceObject,
  compression: Compression,
): Promise<DocumentNames | Unread> {
  try {
    const schema = await avroSchema(open, object, compression)
    if (schema === undefined) return { kind: 'unread', reason: 'is no Avro file' }
    return { kind: 'documents', documents: 1, whole: true, names: namesIn(schema, 1) }
  } catch (error) {
    if (isOfSource(error)) throw error
    return { kind: 'unread', reason: 'is not compressed as its name, or the option compression, says' }
  }
}

/** The names of the fields of a record, if `schema` is one, or may be. */
function namesIn(schema: AvroSchema, depth: number): NameCounts {
  const names: Map<string, { documents: number; within: NameCounts }> = new Map()
  if (depth > DEEPEST || typeof schema === 'string') return names
  if (Array.isArray(schema)) return new Map(schema.flatMap((each: AvroSchema) => [...namesIn(each, depth)]))
  const record = schema as Exclude<AvroSchema, string | readonly AvroSchema[]>
  for (const { name, type } of record.fields ?? [])
    names.set(name, { documents: 1, within: namesIn(type, depth + 1) })
  // The type of a field may be written in an object of its own.
  return record.fields || typeof record.type === 'string' ? names : namesIn(record.type, depth)
}
