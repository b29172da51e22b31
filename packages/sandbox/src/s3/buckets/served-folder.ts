import { randomUUID } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AttributeMemory } from '../store/folder/attribute-memory.js'
import { FolderStore } from '../store/folder/folder-store.js'
import { HIDDEN_PREFIX, plainNaming } from '../store/folder/naming/plain-naming.js'
import type { Bucket } from './bucket.js'
import { DEFAULT_REGION, isBucketName } from './bucket.js'

/** Milliseconds after which a hidden folder must have been left behind by a server that was killed. */
const ABANDONED = 24 * 60 * 60 * 1000

/**
 * Serves `folder` as the bucket `name`: each file is an object, its path from there the key. What an object
 * carries in addition to its content is known until the server stops. Throws if there is no such folder.
 */
export async function serveFolder(name: string, folder: string): Promise<Bucket> {
  if (!isBucketName(name)) throw new TypeError(`"${name}" is not a name that S3 allows for a bucket`)
  const state = await stat(folder).catch(() => undefined)
  if (!state?.isDirectory())
    throw new TypeError(`there is no folder "${folder}" to serve as bucket "${name}"`)
  await removeAbandoned(folder)
  const store = new FolderStore({
    objects: folder,
    drafts: resolve(folder, HIDDEN_PREFIX + randomUUID()),
    naming: plainNaming,
    attributes: new AttributeMemory(),
  })
  return { name, store, created: state.birthtime, region: DEFAULT_REGION }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(HIDDEN_PREFIX)) continue
    const path = join(folder, name)
    const age = Date.now() - (await stat(path)).mtimeMs
    if (age > ABANDONED) await rm(path, { recursive: true, force: true })
  }
}
