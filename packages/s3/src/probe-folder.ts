import { randomBytes } from 'node:crypto'
import { collect, type Finding } from '@arbalest/core/plugin'
import type { ObjectStore } from './object-store.js'
import { accessFinding, CALLER, s3Right, type S3Action } from './s3-access.js'

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
  const attempt = (check: string, action: S3Action, work: () => Promise<unknown>) =>
    accessFinding(`${check} ${folder}`, s3Right(CALLER, action, place), async () => void (await work()))
  let written: Finding | undefined
  let deleted: Finding | undefined
  try {
    written = await attempt('write to', 's3:PutObject', () => store.put(key, content, 'application/json'))
    yield written
    if (written.outcome === 'failed') return
    if (reads) {
      yield await attempt('read from', 's3:GetObject', async () => {
        const object = await store.get(key)
        if (object) await collect(object.body)
      })
    }
    if (meanwhile) yield* meanwhile(store.url(key))
  } finally {
    // What was written, or may have been, must not stay, also if who asks stops early or the run is aborted.
    if (written?.outcome !== 'failed') {
      const { signal } = new AbortController()
      deleted = await attempt('delete from', 's3:DeleteObject', () => store.delete([key], signal))
    }
  }
  if (deleted?.outcome === 'failed') {
    const detail = `${deleted.detail} The file "${store.url(key)}" stays; delete it.`
    deleted = { ...deleted, outcome: 'look', detail }
  }
  if (deleted) yield deleted
}
