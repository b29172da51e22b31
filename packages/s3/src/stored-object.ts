import { Readable } from 'node:stream'

/** An object that is being read. */
export interface StoredObject {
  /** Its content, in the pieces in which it arrives; can be read once, and must be: a connection is kept until it has been read, or its reader has stopped. */
  readonly body: AsyncIterable<Uint8Array>
  /** When it was written, by the clock of S3; undefined if the server does not say. */
  readonly modified: Date | undefined
}

/** What is known of an object without reading it. */
export interface ObjectHead {
  /** Without quotes; undefined if the server does not say. */
  readonly etag: string | undefined
  /** When it was written, by the clock of S3; undefined if the server does not say. */
  readonly modified: Date | undefined
}

/** The content of an object that is to be written, as it comes. */
export interface StreamedBody {
  readonly content: AsyncIterable<Uint8Array>
  /** In bytes. */
  readonly size: number
}

/** The content of an object as a request sends it. */
export interface SentBody {
  readonly Body: string | Uint8Array | Readable
  /** In bytes. Default: it is found out. */
  readonly ContentLength?: number
  /** Is aborted once the content fails, with what it has thrown: the request would wait for the rest. */
  readonly failed?: AbortSignal
}

/** Returns content as a request sends it. */
export function streamed({ content, size }: StreamedBody): SentBody {
  const failing = new AbortController()
  const Body = Readable.from(content).on('error', (error) => failing.abort(error))
  return { Body, ContentLength: size, failed: failing.signal }
}
