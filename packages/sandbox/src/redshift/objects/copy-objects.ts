import type { Readable } from 'node:stream'
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { failure, isReset, toRedshiftError, undefinedIfMissing } from './s3-failure.js'
import type { S3Location } from './s3-location.js'
import { serviceError } from './service-error.js'

/** An object that COPY has found. */
export interface CopyObject {
  readonly location: S3Location
  /** Bytes. */
  readonly size: number
  /** What S3 says of the whole object, by which a response that lacks a part of it is recognized. */
  readonly whole?: WholeObject
  /** All of its bytes, if they have been read. */
  readonly content?: Uint8Array
}

/** The size and the version of an object. */
interface WholeObject {
  /** Bytes. */
  readonly size: number
  readonly etag: string | undefined
}

/** The objects that COPY reads. Any failure is a `RedshiftError` with S3's words in Redshift's form. */
export interface CopyObjects {
  /** Every object whose key begins with that of `prefix`, in key order. */
  list(prefix: S3Location): AsyncIterable<CopyObject>
  /** The object at exactly this place; undefined if there is none. */
  find(location: S3Location): Promise<CopyObject | undefined>
  /** The object at exactly this place, together with its content if that is small; undefined if there is none. */
  fetch(location: S3Location): Promise<CopyObject | undefined>
  /**
   * The content of the object at exactly this place. Throws if it is the version that `whole` is of, and has
   * another size.
   */
  open(location: S3Location, whole?: WholeObject): Promise<AsyncIterable<Uint8Array>>
  /** The bytes from `start` up to `end` of the object at exactly this place. */
  read(location: S3Location, start: number, end: number): Promise<ArrayBuffer>
}

/** An object that is being read. */
interface OpenObject {
  readonly etag: string | undefined
  /** Bytes. */
  readonly size: number
  readonly content: AsyncIterable<Uint8Array>
  /** Leaves what has not been read. */
  close(): void
}

/** Bytes up to which an object is read before it is its turn. */
export const SMALL_OBJECT = 1024 * 1024

const SILENCE_MS = 20_000
const MOST_BREAKS = 2

/** Objects of an S3 server. */
export class S3CopyObjects implements CopyObjects {
  readonly #client: S3Client

  /** Takes the client's settings: endpoint, region, credentials; and for how many milliseconds S3 may be silent. */
  constructor(config: S3ClientConfig, silence: number = SILENCE_MS) {
    this.#client = new S3Client({
      forcePathStyle: true,
      // A server that says nothing for so long says nothing more.
      requestHandler: {
        connectionTimeout: silence,
        requestTimeout: silence,
        throwOnRequestTimeout: true,
        socketTimeout: silence,
      },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...config,
    })
  }

  async *list({ bucket, key }: S3Location): AsyncIterable<CopyObject> {
    const context = `Listing bucket=${bucket} prefix=${key}`
    let token: string | undefined
    do {
      const page = await this.#client
        .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, ContinuationToken: token }))
        .catch((error: unknown) => Promise.reject(toRedshiftError(error, context)))
      for (const { Key: found = '', Size: size = 0, ETag: etag } of page.Contents ?? []) {
        yield {
          location: { url: `s3://${bucket}/${found}`, bucket, key: found },
          size,
          whole: { size, etag },
        }
      }
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  async find(location: S3Location): Promise<CopyObject | undefined> {
    try {
      const head = await this.#client.send(
        new HeadObjectCommand({ Bucket: location.bucket, Key: location.key }),
      )
      const size = head.ContentLength ?? 0
      return { location, size, whole: { size, etag: head.ETag } }
    } catch (error) {
      return undefinedIfMissing(error, location)
    }
  }

  async fetch(location: S3Location): Promise<CopyObject | undefined> {
    try {
      const { etag, size, content, close } = await this.#get(location, 0)
      const object = { location, size, whole: { size, etag } }
      if (size <= SMALL_OBJECT) return { ...object, content: await bytesOf(content) }
      close()
      return object
    } catch (error) {
      return undefinedIfMissing(error, location)
    }
  }

  async open(location: S3Location, whole?: WholeObject): Promise<AsyncIterable<Uint8Array>> {
    const { etag, content } = await this.#get(location, 0).catch(failure(location))
    return checked(content, location, etag === whole?.etag ? whole?.size : undefined)
  }

  async read(location: S3Location, start: number, end: number): Promise<ArrayBuffer> {
    if (end <= start) return new ArrayBuffer(0)
    const { content } = await this.#get(location, start, end).catch(failure(location))
    const { buffer, byteOffset, byteLength } = await bytesOf(content)
    return buffer.slice(byteOffset, byteOffset + byteLength)
  }

  /** The bytes from `start`, up to `end` if given; if the connection breaks, the rest of the same version is asked for. */
  async #get(location: S3Location, start: number, end?: number): Promise<OpenObject> {
    const { bucket, key } = location
    const get = (from: number, etag?: string) => {
      const range =
        from > 0 || end !== undefined ? `bytes=${from}-${end === undefined ? '' : end - 1}` : undefined
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: range, IfMatch: etag })
      return this.#client.send(command)
    }
    const first = await get(start)
    const { ETag: etag, ContentLength: size = 0 } = first
    const content = async function* () {
      let answer = first
      let from = start
      for (let breaks = 0; ; breaks++) {
        try {
          for await (const chunk of answer.Body as AsyncIterable<Uint8Array>) {
            from += chunk.length
            yield chunk
          }
          return
        } catch (error) {
          if (breaks === MOST_BREAKS || etag === undefined || !isReset(error)) failure(location)(error)
          answer = await get(from, etag).catch(failure(location))
          if (!answer.ContentRange?.startsWith(`bytes ${from}-`)) failure(location)(error)
        }
      }
    }
    return { etag, size, content: content(), close: () => (first.Body as Readable).destroy() }
  }

  /** Closes the client's connections. */
  close(): void {
    this.#client.destroy()
  }
}

async function* checked(
  content: AsyncIterable<Uint8Array>,
  { url }: S3Location,
  expected: number | undefined,
): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    yield chunk
  }
  if (expected === undefined || size === expected) return
  const context = `S3 key being read : ${url}`
  throw serviceError(`S3 sent ${size} bytes of an object that has ${expected},CanRetry 1`, { context })
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const chunks = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
