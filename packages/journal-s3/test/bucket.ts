import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { Sink } from '@arbalest/core/plugin'
import { createS3Client } from '@arbalest/s3'
import { S3Journal, type S3JournalOptions } from '../src/index.js'
import type { S3JournalContext, S3JournalTuning } from '../src/s3-journal.js'

export const SCOPE = 'pipeline/step'

/** A bucket of its own on an S3 server, and the journals kept in it. */
export class Bucket implements AsyncDisposable {
  readonly name = `acme-${randomUUID()}`
  readonly endpoint: string
  readonly #client
  readonly #journals: S3Journal[] = []

  private constructor(endpoint: string) {
    this.endpoint = endpoint
    this.#client = createS3Client({ endpoint, region: 'us-east-1' })
  }

  static async create(endpoint: string): Promise<Bucket> {
    const bucket = new Bucket(endpoint)
    await bucket.#client.send(new CreateBucketCommand({ Bucket: bucket.name }))
    return bucket
  }

  /** A journal in this bucket; each call is as another process's. */
  journal(
    sink: Sink,
    tuning: S3JournalTuning = {},
    given: Partial<S3JournalContext & S3JournalOptions> = {},
  ): S3Journal {
    const { scope = SCOPE, signal, notice, ...options } = given
    const journal = new S3Journal(
      { url: `s3://${this.name}/meta`, endpoint: this.endpoint, region: 'us-east-1', ...options },
      { sink, scope, signal, notice },
      tuning,
    )
    this.#journals.push(journal)
    return journal
  }

  /** The keys of all its objects, in order. */
  async keys(): Promise<string[]> {
    const keys: string[] = []
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.name },
    ))
      keys.push(...Contents.map(({ Key }) => Key!))
    return keys
  }

  async get(key: string): Promise<Buffer> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.name, Key: key }))
    return Buffer.from(await Body!.transformToByteArray())
  }

  async put(key: string, content: string | Uint8Array): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body: Buffer.from(content) }))
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const journal of this.#journals) await journal[Symbol.asyncDispose]()
    this.#client.destroy()
  }
}
