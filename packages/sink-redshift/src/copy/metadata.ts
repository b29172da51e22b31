import { createHash } from 'node:crypto'
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { SinkError } from '@arbalest/core'
import { createS3Client, formatS3Url, translateS3Error, type S3Options } from '@arbalest/s3'

/** Where the files are kept that COPY reads besides the objects. */
export interface MetadataPlace {
  readonly bucket: string
  /** How the keys begin: empty, or with a slash at its end. */
  readonly key: string
}

/** The files that COPY reads besides the objects, each named by its content. */
export class Metadata {
  readonly #place: MetadataPlace
  readonly #s3: S3Options
  readonly #signal: AbortSignal
  readonly #kept = new Set<string>()
  #client: S3Client | undefined

  constructor(place: MetadataPlace, s3: S3Options, signal: AbortSignal) {
    this.#place = place
    this.#s3 = s3
    this.#signal = signal
  }

  /** Writes a file that stays, unless it has been written before; answers its URL. */
  async keep(folder: string, content: string): Promise<string> {
    const key = this.#keyOf(folder, content)
    if (!this.#kept.has(key)) await this.#put(key, content)
    this.#kept.add(key)
    return formatS3Url({ bucket: this.#place.bucket, key })
  }

  /** Has `work` use a file by its URL, which is there only for so long. `owner` tells apart files of one content. */
  async lend<T>(
    folder: string,
    owner: string,
    content: string,
    work: (url: string) => Promise<T>,
  ): Promise<T> {
    const key = this.#keyOf(folder, content, owner)
    await this.#put(key, content)
    try {
      return await work(formatS3Url({ bucket: this.#place.bucket, key }))
    } finally {
      await this.#remove(key)
    }
  }

  /** Closes the connections to S3. */
  close(): void {
    this.#client?.destroy()
  }

  #keyOf(folder: string, content: string, owner = ''): string {
    const hash = createHash('sha256').update(owner).update('\0').update(content).digest('hex')
    return `${this.#place.key}${folder}/${hash}.json`
  }

  async #put(key: string, content: string): Promise<void> {
    const { bucket } = this.#place
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: content,
      ContentType: 'application/json',
    })
    try {
      await this.#connected().send(command, { abortSignal: this.#signal })
    } catch (error) {
      this.#signal.throwIfAborted()
      const { code, message, retryable } = translateS3Error(error, { bucket, key })
      throw new SinkError(
        code,
        `The sink could not write to its metadata, for which it needs s3:PutObject: ${message}`,
        { retryable },
      )
    }
  }

  async #remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#place.bucket, Key: key })
    // What is left over does no harm, least of all what the load itself would by failing for it.
    await this.#connected()
      .send(command)
      .catch(() => {})
  }

  #connected(): S3Client {
    return (this.#client ??= createS3Client(this.#s3))
  }
}
