import type { Bucket, BucketHome } from './bucket.js'
import { MemoryStore } from '../store/memory-store.js'

/** Buckets that live as long as the process. */
export const memoryHome: BucketHome = {
  async load(): Promise<Bucket[]> {
    return []
  },
  async create(name, region) {
    return { name, region, created: new Date(), store: new MemoryStore() }
  },
  async keep() {},
  async remove() {},
}
