import { randomUUID } from 'node:crypto'
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ByteRange, ListOptions, SourceObject } from '@arbalest/core/plugin'
import { createS3Client } from '@arbalest/s3'
import type { ChangeableSource } from '@arbalest/testing'
import { S3Source, type S3SourceConfiguration } from '../src/index.js'

/** Options of a source, which lists a bucket of a test if no URL is given: what begins with `prefix`, or all. */
export type TestedOptions = Partial<S3SourceConfiguration> & { readonly prefix?: string }

/** A bucket of its own on an S3 server, and the source that lists it. */
export class Bucket implements ChangeableSource, AsyncDisposable {
  readonly name: string
  readonly #endpoint: string
  readonly #client: S3Client
  readonly #sources: S3Source[] = []

  private constructor(endpoint: string, name: string, client: S3Client) {
    this.#endpoint = endpoint
    this.name = name
    this.#client = client
  }

  /** Makes one at `endpoint`, with objects under `keys`, each of one byte. */
  static async create(endpoint: string, keys: readonly string[] = []): Promise<Bucket> {
    const name = `acme-${randomUUID()}`
    const client = createS3Client({ endpoint, region: 'us-east-1' })
    const bucket = new Bucket(endpoint, name, client)
    await client.send(new CreateBucketCommand({ Bucket: name }))
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => bucket.put(key, 'x')))
    }
    return bucket
  }

  /** A source that lists this bucket, unless `options` say otherwise. */
  source(
    { prefix = '', ...options }: TestedOptions = {},
    signal?: AbortSignal,
    notice?: (message: string) => void,
  ): S3Source {
    const source = new S3Source(
      { url: `s3://${this.name}/${prefix}`, endpoint: this.#endpoint, region: 'us-east-1', ...options },
      signal,
      notice,
    )
    this.#sources.push(source)
    return source
  }

  async put(key: string, content: string | Uint8Array): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body: Buffer.from(content) }))
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key }))
  }

  get url(): string {
    return this.source().url
  }

  list(options?: ListOptions): AsyncIterable<readonly SourceObject[]> {
    return this.source().list(options)
  }

  changed(objects: readonly SourceObject[]): Promise<readonly SourceObject[]> {
    return this.source().changed(objects)
  }

  open(object: SourceObject, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.source().open(object, range)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const source of this.#sources) await source[Symbol.asyncDispose]()
    this.#client.destroy()
  }
}
