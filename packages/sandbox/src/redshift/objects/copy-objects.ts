import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import type { RedshiftError } from '../redshift-error.js'
import type { S3Location } from './s3-location.js'
import { serviceError } from './service-error.js'

/** An object that COPY has found. */
export interface CopyObject {
  readonly location: S3Location
  /** Bytes. */
  readonly size: number
  /** What S3 says of the whole object, by which a response that lacks a part of it is recognized. */
  readonly whole?: WholeObject
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
  readonly content: AsyncIterable<Uint8Array>
}

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
        .catch((error: unknown) => Promise.reject(translated(error, context)))
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
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
      throw translated(error, `S3 key being read : ${location.url}`)
    }
  }

  async open(location: S3Location, whole?: WholeObject): Promise<AsyncIterable<Uint8Array>> {
    const { etag, content } = await this.#get(location, 0)
    return checked(content, location, etag === whole?.etag ? whole?.size : undefined)
  }

  async read(location: S3Location, start: number, end: number): Promise<ArrayBuffer> {
    if (end <= start) return new ArrayBuffer(0)
    const chunks = []
    for await (const chunk of (await this.#get(location, start, end)).content) chunks.push(chunk)
    const { buffer, byteOffset, byteLength } = Buffer.concat(chunks)
    return buffer.slice(byteOffset, byteOffset + byteLength)
  }

  /** The bytes from `start`, up to `end` if given; if the connection breaks, the rest of the same version is asked for. */
  async #get({ bucket, key, url }: S3Location, start: number, end?: number): Promise<OpenObject> {
    const context = `S3 key being read : ${url}`
    const get = (from: number, etag?: string) => {
      const range =
        from > 0 || end !== undefined ? `bytes=${from}-${end === undefined ? '' : end - 1}` : undefined
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: range, IfMatch: etag })
      return this.#client.send(command).catch((error: unknown) => {
        throw translated(error, context)
      })
    }
    const first = await get(start)
    const { ETag: etag } = first
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
          if (breaks === MOST_BREAKS || etag === undefined || !isReset(error))
            throw translated(error, context)
          answer = await get(from, etag)
          if (!answer.ContentRange?.startsWith(`bytes ${from}-`)) throw translated(error, context)
        }
      }
    }
    return { etag, content: content() }
  }

  /** Closes the client's connections. */
  close(): void {
    this.#client.destroy()
  }
}

/** Whether a connection was closed before its time, and not for being silent. */
function isReset(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ECONNRESET'
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

/** https://docs.aws.amazon.com/redshift/latest/dg/s3serviceexception-error.html */
function translated(error: unknown, context: string): RedshiftError {
  if (!(error instanceof S3ServiceException)) {
    // A cluster retries for a quarter of an hour and more; a sandbox soon leaves that to its user.
    const reason = error instanceof Error ? error.message : 'unknown reason'
    return serviceError(`Connection to S3 failed: ${reason},CanRetry 1`, { context })
  }
  const { httpStatusCode = 0, requestId = '', extendedRequestId = '' } = error.$metadata
  // A HEAD request's response has no body, so the SDK has no more than the status to name it by.
  const name = error.name === 'NotFound' ? 'NoSuchKey' : error.name
  const retry = httpStatusCode >= 500 ? 1 : 0
  return serviceError(
    `S3ServiceException:${error.message},Status ${httpStatusCode},Error ${name},Rid ${requestId},ExtRid ${extendedRequestId},CanRetry ${retry}`,
    { context },
  )
}
