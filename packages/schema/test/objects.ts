import type { ByteRange, SourceObject } from '@arbalest/core/plugin'
import {
  inferObjects,
  type InferObjectsOptions,
  type InferredRecords,
  type InferredTable,
} from '../src/index.js'

/** What is inferred from objects by their keys: of CSV, or of Parquet. */
export async function inferFields(
  objects: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<InferObjectsOptions> = {},
): Promise<InferredRecords> {
  const inferred = await inferAny(objects, options)
  if (!('fields' in inferred)) throw new Error('It was taken for JSON.')
  return inferred
}

/** What is inferred from objects by their keys. */
export async function inferAny(
  objects: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<InferObjectsOptions> = {},
): Promise<InferredTable> {
  const listed = Object.entries(objects).map(([key, content]): SourceObject & { content: Uint8Array } => ({
    key,
    url: `s3://test/${key}`,
    size: Buffer.byteLength(content),
    version: '1',
    content: Buffer.from(content),
  }))
  const open: Parameters<typeof inferObjects>[0] = (object, range) => read(object, range)
  async function* read({ key }: SourceObject, range?: ByteRange) {
    const { content } = listed.find((each) => each.key === key)!
    const bytes = content.subarray(range?.start, range?.end)
    // In small pieces, as they may come.
    for (let at = 0; at < bytes.length; at += 1_021) yield bytes.subarray(at, at + 1_021)
  }
  return inferObjects(open, listed, { most: 1024 * 1024, ...options })
}
