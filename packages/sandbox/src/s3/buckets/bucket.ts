import { isIPv4 } from 'node:net'
import type { ObjectStore, Tags } from '../store/object-store.js'

/** A bucket as the service knows it. */
export interface Bucket {
  readonly name: string
  readonly created: Date
  /** As CreateBucket named it. Default: `us-east-1`. */
  readonly region: string
  readonly store: ObjectStore
  tags?: Tags | undefined
}

/** The region of a bucket if CreateBucket names none. */
export const DEFAULT_REGION = 'us-east-1'

/** Whether a bucket may be called `name`. See "General purpose bucket naming rules" in the S3 user guide. */
export function isBucketName(name: string): boolean {
  return /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) && !name.includes('..') && !isIPv4(name)
}

/** Where the buckets are that CreateBucket makes. */
export interface BucketHome {
  /** Those that are there already. */
  load(): Promise<Bucket[]>
  create(name: string, region: string): Promise<Bucket>
  /** Keeps what `bucket` is, its objects aside. */
  keep(bucket: Bucket): Promise<void>
  /** Removes a bucket without objects; throws BucketNotEmpty if it has any. */
  remove(bucket: Bucket): Promise<void>
}
