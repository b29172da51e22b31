import { randomBytes } from 'node:crypto'
import { collect, type Finding } from '@arbalest/core/plugin'
import type { ObjectStore } from './object-store.js'
import { accessFinding, CALLER, s3Right } from './s3-access.js'

/** What is tried besides to write and to delete. */
interface ProbeOptions {
  /** Whether who runs Arbalest must be able to read there. */
  readonly reads: boolean
  /** Is given the file at `url`, while it is there, and yields what it finds. Default: nothing. */
  readonly meanwhile?: (url: string) => AsyncIterable<Finding>
}

/**
 * Writes a file of `content` into the folder `prefix` of a store whose errors are not translated,
 * deletes it, and yields what came of each. One that cannot be deleted is no failure, as files that
 * are left over do no harm.
 */
export async function* probeFolder(
  store: ObjectStore,
  prefix: string,
  content: string,
  { reads, meanwhile }: ProbeOptions,
): AsyncGenerator<Finding> {
  const key = `${prefix}probes/${randomBytes(32).toString('hex')}.json`
  const place = { bucket: store.bucket, key: prefix }
  const folder = store.url(prefix)
  const written = await accessFinding(
    `write to ${folder}`,
    s3Right(CALLER, 's3:PutObject', place),
    async () => {
      await store.put(key, content, 'application/json')
      return undefined
    },
  )
  yield written
  if (written.outcome !== 'passed') return
  let deleted: Finding | undefined
  try {
    if (reads) {
      yield await accessFinding(`read from ${folder}`, s3Right(CALLER, 's3:GetObject', place), async () => {
        const object = await store.get(key)
        if (object) await collect(object.body)
        return undefined
      })
    }
    if (meanwhile) yield* meanwhile(store.url(key))
  } finally {
    // What was written must not stay, also if the run is aborted.
    deleted = await accessFinding(
      `delete from ${folder}`,
      s3Right(CALLER, 's3:DeleteObject', place),
      async () => {
        await store.delete([key], new AbortController().signal)
        return undefined
      },
    )
  }
  if (deleted.outcome === 'passed') yield deleted
  else
    yield {
      ...deleted,
      outcome: 'look',
      detail: `${deleted.detail} The file "${store.url(key)}" stays; delete it.`,
    }
}
