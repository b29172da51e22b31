import { S3Error } from '../protocol/s3-error.js'
import { compareKeys } from '../store/key-order.js'
import { KeyedLock } from '../store/keyed-lock.js'
import type { Tags } from '../store/object-store.js'
import type { Bucket, BucketHome } from './bucket.js'
import { DEFAULT_REGION, isBucketName } from './bucket.js'

/** All buckets of one server: served folders, which come and go with it, and those in its home. */
export class Buckets {
  readonly #home: BucketHome
  readonly #served: ReadonlySet<string>
  readonly #buckets: Map<string, Bucket>
  readonly #changes = new KeyedLock()

  private constructor(home: BucketHome, served: readonly Bucket[], loaded: readonly Bucket[]) {
    this.#home = home
    this.#served = new Set(served.map(({ name }) => name))
    this.#buckets = new Map([...loaded, ...served].map((bucket) => [bucket.name, bucket]))
  }

  /** The buckets of `home`, and those `served`; throws if one would hide the other. */
  static async load(home: BucketHome, served: readonly Bucket[]): Promise<Buckets> {
    const loaded = await home.load()
    const twice = served.find(({ name }) => loaded.some((bucket) => bucket.name === name))
    if (twice) throw new TypeError(`bucket "${twice.name}" is both a served folder and in the data folder`)
    return new Buckets(home, served, loaded)
  }

  /** All buckets, in the order of their names. */
  list(): Bucket[] {
    return [...this.#buckets.values()].toSorted((a, b) => compareKeys(a.name, b.name))
  }

  /** The bucket called `name`; throws NoSuchBucket if there is none. */
  get(name: string): Bucket {
    const bucket = this.#buckets.get(name)
    if (bucket) return bucket
    throw new S3Error('NoSuchBucket', { details: { BucketName: name } })
  }

  /**
   * Makes a bucket. In us-east-1 one may be made again, as on S3. Throws `InvalidBucketName` or
   * `BucketAlreadyOwnedByYou`. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
   */
  create(name: string, region: string): Promise<void> {
    if (!isBucketName(name)) throw new S3Error('InvalidBucketName', { details: { BucketName: name } })
    return this.#changes.run(name, async () => {
      const existing = this.#buckets.get(name)
      if (existing) {
        if (existing.region === DEFAULT_REGION && region === DEFAULT_REGION) return
        throw new S3Error('BucketAlreadyOwnedByYou', { details: { BucketName: name } })
      }
      this.#buckets.set(name, await this.#home.create(name, region))
    })
  }

  /** Gives the bucket called `name` other tags, or none; throws NoSuchBucket if there is none. */
  tag(name: string, tags: Tags | undefined): Promise<void> {
    return this.#changes.run(name, async () => {
      const bucket = this.get(name)
      if (!this.#served.has(name)) await this.#home.keep({ ...bucket, tags })
      bucket.tags = tags
    })
  }

  /** Removes a bucket without objects, though not the folder that was served as one; throws BucketNotEmpty. */
  delete(name: string): Promise<void> {
    return this.#changes.run(name, async () => {
      const bucket = this.get(name)
      for await (const _ of bucket.store.keys({ prefix: '' })) {
        throw new S3Error('BucketNotEmpty', { details: { BucketName: name } })
      }
      if (!this.#served.has(name)) await this.#home.remove(bucket)
      await bucket.store.close()
      this.#buckets.delete(name)
    })
  }

  /** Ends the life of every bucket's store. */
  async close(): Promise<void> {
    for (const { store } of this.#buckets.values()) await store.close()
  }
}
