import { randomBytes } from 'node:crypto'
import type { Checksum, ChecksumAlgorithm } from '../body/checksum.js'
import type { Bucket } from '../buckets/bucket.js'
import { S3Error } from '../protocol/s3-error.js'
import { compareKeys } from '../store/key-order.js'
import { KeyedLock } from '../store/keyed-lock.js'
import type { Draft, StoredObject, Tags } from '../store/object-store.js'

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
  readonly tags: Tags | undefined
}

/** An object that is being uploaded in parts. */
export interface Upload extends NewUpload {
  readonly id: string
  readonly started: Date
  /** By number. */
  readonly parts: ReadonlyMap<number, Part>
}

/** An upload that has become an object. */
interface CompletedUpload {
  readonly bucket: Bucket
  readonly key: string
  readonly object: StoredObject
}

/** So many completed uploads are remembered. */
const REMEMBERED = 1000

/** The uploads in parts that are under way on one server. They end with it. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload & { readonly parts: Map<number, Part> }>()
  readonly #completed = new Map<string, CompletedUpload>()
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

  /** Ends an upload without an object. */
  abort({ id, bucket, key }: Upload): Promise<void> {
    return this.#changes.run(id, () => this.#remove(this.get(id, bucket, key)))
  }

  /** Ends an upload with the object that `work` makes of it; no part of it changes meanwhile. */
  complete({ id, bucket, key }: Upload, work: () => Promise<StoredObject>): Promise<StoredObject> {
    return this.#changes.run(id, async () => {
      const upload = this.get(id, bucket, key)
      const object = await work()
      await this.#remove(upload)
      this.#completed.set(id, { bucket, key, object })
      for (const oldest of this.#completed.keys()) {
        if (this.#completed.size > REMEMBERED) this.#completed.delete(oldest)
      }
      return object
    })
  }

  /** The object that the upload `id` of `key` in `bucket` became, if it was completed not long ago. */
  completed(id: string, bucket: Bucket, key: string): StoredObject | undefined {
    const upload = this.#completed.get(id)
    return upload?.bucket === bucket && upload.key === key ? upload.object : undefined
  }

  async #remove({ id, parts }: Upload): Promise<void> {
    this.#uploads.delete(id)
    for (const { draft } of parts.values()) await draft.discard()
  }
}
