import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { serviceError } from './service-error.js'

/** Bytes of one part of a large object. */
const PART = 8 * 1024 * 1024

/** Where UNLOAD writes. */
export interface UnloadObjects {
  /** Stores `content` as one object, however long it is; its size in bytes. */
  write(bucket: string, key: string, content: AsyncIterable<Buffer>): Promise<number>
  remove(bucket: string, key: string): Promise<void>
}

/** Objects of an S3 server. */
export class S3UnloadObjects implements UnloadObjects {
  readonly #client: S3Client

  /** Takes the client's settings: endpoint, region, credentials. */
  constructor(config: S3ClientConfig) {
    this.#client = new S3Client({
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...config,
    })
  }

  async write(bucket: string, key: string, content: AsyncIterable<Buffer>): Promise<number> {
    const target = { Bucket: bucket, Key: key }
    try {
      return await this.#write(target, parts(content))
    } catch (error) {
      throw serviceError(`S3ServiceException:${error instanceof Error ? error.message : String(error)}`, {
        context: `S3 key being written : s3://${bucket}/${key}`,
      })
    }
  }

  async remove(bucket: string, key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
  }

  /** Closes the client's connections. */
  close(): void {
    this.#client.destroy()
  }

  async #write(target: { Bucket: string; Key: string }, content: AsyncIterable<Buffer>): Promise<number> {
    let size = 0
    let upload: string | undefined
    let first: Buffer | undefined
    const done: { PartNumber: number; ETag: string | undefined }[] = []
    const send = async (Body: Buffer) => {
      upload ??= (await this.#client.send(new CreateMultipartUploadCommand(target))).UploadId
      const PartNumber = done.length + 1
      const { ETag } = await this.#client.send(
        new UploadPartCommand({ ...target, UploadId: upload, PartNumber, Body }),
      )
      done.push({ PartNumber, ETag })
    }
    try {
      for await (const part of content) {
        size += part.length
        if (first === undefined) first = part
        else {
          if (done.length === 0) await send(first)
          await send(part)
        }
      }
      const MultipartUpload = { Parts: done }
      if (!upload)
        await this.#client.send(new PutObjectCommand({ ...target, Body: first ?? Buffer.alloc(0) }))
      else
        await this.#client.send(
          new CompleteMultipartUploadCommand({ ...target, UploadId: upload, MultipartUpload }),
        )
    } catch (error) {
      if (upload)
        await this.#client
          .send(new AbortMultipartUploadCommand({ ...target, UploadId: upload }))
          .catch(() => {})
      throw error
    }
    return size
  }
}

async function* parts(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    waiting.push(chunk)
    size += chunk.length
    if (size >= PART) {
      yield Buffer.concat(waiting)
      waiting = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
