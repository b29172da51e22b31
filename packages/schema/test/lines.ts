import { infer, readDocuments, type Inferred } from '../src/index.js'

/** What is inferred from objects of these contents, at `s3://test/0`, `s3://test/1` and so on. */
export function inferFrom(...contents: readonly (string | Uint8Array)[]): Promise<Inferred> {
  async function* documents() {
    for (const [index, content] of contents.entries()) {
      yield* readDocuments(chunks(Buffer.from(content)), `s3://test/${index}`, { most: 64 * 1024 * 1024 })
    }
  }
  return infer(documents())
}

/** What is inferred from documents that are JavaScript values. */
export function inferFromValues(...values: readonly unknown[]): Promise<Inferred> {
  return inferFrom(values.map((value) => JSON.stringify(value)).join('\n'))
}

/** Bytes in small pieces, as they may come. */
async function* chunks(bytes: Buffer, length = 1_021): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
