import { isIPv4 } from 'node:net'
import type { ObjectStore } from '../store/object-store.js'

/** A bucket as the service knows it. */
export interface Bucket {
  readonly name: string
  readonly created: Date
  /** As CreateBucket was told; `us-east-1` where it was not. */
  readonly region: string
  readonly store: ObjectStore
}

/** Where a bucket is unless CreateBucket is told otherwise. */
export const defaultRegion = 'us-east-1'

/** Whether a bucket may be called `name`. See "General purpose bucket naming rules" in the S3 user guide. */
export function isBucketName(name: string): boolean {
  return /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) && !name.includes('..') && !isIPv4(name)
}

/** Where the buckets are that CreateBucket makes. */
export interface BucketHome {
  /** Those that are there already. */
  load(): Promise<Bucket[]>
  create(name: string, region: string): Promise<Bucket>
  /** Removes a bucket without objects; throws BucketNotEmpty where it has got one. */
  remove(bucket: Bucket): Promise<void>
}
