import type { Diagnosis, Finding } from '@arbalest/core/plugin'
import {
  accessFinding,
  CALLER,
  ObjectStore,
  s3Right,
  type ObjectStoreOptions,
  type S3Options,
} from '@arbalest/s3'

/** Returns the diagnosis of a source: whether the bucket can be listed, and an object be looked at, which takes other rights. */
export function sourceDiagnosis(
  place: { readonly bucket: string; readonly key: string },
  s3: S3Options,
  signal: ObjectStoreOptions['signal'],
): Diagnosis {
  const { bucket, key: prefix } = place
  const list = s3Right(CALLER, 's3:ListBucket', place)
  const look = s3Right(CALLER, 's3:GetObject', place)
  return {
    rights: () => [list, look],
    async *check(): AsyncGenerator<Finding> {
      const store = new ObjectStore(bucket, s3, { signal, translate: (error) => error })
      try {
        let key: string | undefined
        const listed = await accessFinding(`list ${store.url(prefix)}`, list, async () => {
          for await (const { objects } of store.list({ prefix, limit: 1 })) {
            key = objects[0]?.key
            break
          }
          return undefined
        })
        if (listed.outcome === 'failed') yield listed
        if (key === undefined) return
        const first = key
        yield await accessFinding(`look at an object of ${store.url(prefix)}`, look, async () => {
          await store.head(first)
          return undefined
        })
      } finally {
        store.close()
      }
    },
  }
}
