import type { SourceObject } from '@arbalest/core/plugin'
import type { Open } from '../src/read-head.js'

/** Bytes in small pieces, as they may come. */
export async function* chunks(bytes: Buffer, length = 1_021): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

/** An object of this content, what reads it, and how many bytes each request has asked for. */
export function stored(
  content: Buffer | string,
  key = 'a.json',
): { readonly object: SourceObject; readonly open: Open; readonly requests: number[] } {
  const bytes = Buffer.from(content)
  const requests: number[] = []
  return {
    object: { key, version: '1', size: bytes.length, url: `s3://b/${key}` },
    open: (_, { start = 0, end } = {}) => {
      const range = bytes.subarray(start, end)
      requests.push(range.length)
      return chunks(range)
    },
    requests,
  }
}
