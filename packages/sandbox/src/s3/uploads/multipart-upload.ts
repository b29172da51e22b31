import { randomBytes } from 'node:crypto'
import type { Checksum, ChecksumAlgorithm } from '../body/checksum.js'
import type { Bucket } from '../buckets/bucket.js'
import { KeyedLock } from '../store/keyed-lock.js'
import { S3Error } from '../s3-error.js'
import { compareKeys } from '../store/key-order.js'
import type { Draft } from '../store/object-store.js'

/** A part of an object that is uploaded in parts. */
export interface Part {
  readonly number: number
  readonly draft: Draft
  readonly modified: Date
  /** The checksum it was uploaded with, if any. */
  readonly checksum: Checksum | undefined
}

/** What the checksum of an object that is uploaded in parts will be. */
export interface ChecksumPlan {
  readonly algorithm: ChecksumAlgorithm
  readonly type: Checksum['type']
}

/** What an upload in parts is begun with. */
interface NewUpload {
  readonly bucket: Bucket
  readonly key: string
  /** Those to store with the object. */
  readonly headers: Readonly<Record<string, string>>
  readonly checksum: ChecksumPlan | undefined
}

/** An object that is being uploaded in parts. */
export interface Upload extends NewUpload {
  readonly id: string
  readonly started: Date
  /** By number. */
  readonly parts: ReadonlyMap<number, Part>
}

/** The uploads in parts that are under way on one server. They end with it. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload & { readonly parts: Map<number, Part> }>()
  readonly #changes = new KeyedLock()

  /** Begins an upload. */
  create(upload: NewUpload): Upload {
    const id = randomBytes(24).toString('base64url')
    const created = { ...upload, id, started: new Date(), parts: new Map<number, Part>() }
    this.#uploads.set(id, created)
    return created
  }

  /** The upload `id` of `key` in `bucket`; throws NoSuchUpload if there is none. */
  get(id: string, bucket: Bucket, key: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload?.bucket === bucket && upload.key === key) return upload
    throw new S3Error('NoSuchUpload', { details: { UploadId: id } })
  }

  /** The uploads to `bucket` in the order of their keys, then as they were begun. */
  list(bucket: Bucket): Upload[] {
    const uploads = [...this.#uploads.values()].filter((upload) => upload.bucket === bucket)
    return uploads.toSorted((a, b) => compareKeys(a.key, b.key))
  }

  /** Adds `part` to an upload, in the place of one with its number; throws NoSuchUpload if the upload has ended. */
  addPart({ id, bucket, key }: Upload, part: Part): Promise<void> {
    return this.#changes.run(id, async () => {
      this.get(id, bucket, key)
      const parts = this.#uploads.get(id)?.parts
      const former = parts?.get(part.number)
      parts?.set(part.number, part)
      await former?.draft.discard()
    })
  }

  /** Ends an upload once `work` on it has succeeded; no part of it changes meanwhile. */
  end<T>({ id, bucket, key }: Upload, work: (upload: Upload) => Promise<T>): Promise<T> {
    return this.#changes.run(id, async () => {
      const upload = this.get(id, bucket, key)
      const result = await work(upload)
      this.#uploads.delete(id)
      for (const { draft } of upload.parts.values()) await draft.discard()
      return result
    })
  }
}
