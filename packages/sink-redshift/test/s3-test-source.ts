import { createHash } from 'node:crypto'
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { compareKeys, type ByteRange, type SourceObject } from '@arbalest/core/plugin'
import type { ChangeableSource } from '@arbalest/testing'

/** A source in the sandbox's S3, below a prefix of its own. */
export class S3TestSource implements ChangeableSource {
  readonly url: string
  readonly #client: S3Client
  readonly #bucket: string
  readonly #prefix: string
  readonly #objects = new Map<string, Buffer>()

  constructor(client: S3Client, bucket: string, prefix: string) {
    this.url = `s3://${bucket}/${prefix}`
    this.#client = client
    this.#bucket = bucket
    this.#prefix = prefix
  }

  async put(key: string, content: string | Buffer): Promise<void> {
    const body = Buffer.from(content)
    await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + key, Body: body }),
    )
    this.#objects.set(key, body)
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + key }))
    this.#objects.delete(key)
  }

  async *open({ key }: SourceObject, { start = 0, end }: ByteRange = {}): AsyncGenerator<Uint8Array> {
    yield this.#objects.get(key)!.subarray(start, end)
  }

  async *list(): AsyncGenerator<SourceObject> {
    for (const [key, body] of [...this.#objects].toSorted(([a], [b]) => compareKeys(a, b))) {
      yield {
        key,
        version: createHash('md5').update(body).digest('hex'),
        size: body.length,
        url: this.url + key,
      }
    }
  }
}
