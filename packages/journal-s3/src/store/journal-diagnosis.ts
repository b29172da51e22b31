import type { Diagnosis, Finding } from '@arbalest/core/plugin'
import {
  accessFinding,
  CALLER,
  ObjectStore,
  probeFolder,
  s3Right,
  type ObjectStoreOptions,
  type S3Options,
} from '@arbalest/s3'

/** Returns the diagnosis of a journal: whether its folder, which is `place`, can be listed, written, read and tidied up. */
export function journalDiagnosis(
  place: { readonly bucket: string; readonly key: string },
  s3: S3Options,
  signal: ObjectStoreOptions['signal'],
): Diagnosis {
  const { bucket, key: prefix } = place
  const list = s3Right(CALLER, 's3:ListBucket', place)
  const others = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] as const
  return {
    rights: () => [list, ...others.map((action) => s3Right(CALLER, action, place))],
    async *check(): AsyncGenerator<Finding> {
      const store = new ObjectStore(bucket, s3, { signal, translate: (error) => error })
      try {
        yield await accessFinding(`list the journal's folder ${store.url(prefix)}`, list, async () => {
          for await (const _ of store.list({ prefix, limit: 1 })) break
          return undefined
        })
        yield* probeFolder(store, prefix, '{}', { reads: true })
      } finally {
        store.close()
      }
    },
  }
}
