import { createHash } from 'node:crypto'
import { sideBySide, SinkError, type Rejected, type Source, type SourceObject } from '@arbalest/core/plugin'
import type { ObjectStore } from '@arbalest/s3'
import { errorAbout, rejectedAbout } from './own-urls.js'

/** How many objects are copied at once. */
const SIDE_BY_SIDE = 4

/** A folder in S3 in which objects are for as long as a COPY reads them. */
export class StagedFolder {
  readonly #store: ObjectStore
  readonly #folder: string
  #isClear = false

  constructor(store: ObjectStore, folder: string) {
    this.#store = store
    this.#folder = folder
  }

  /**
   * Lends to `work` the objects as they are in S3, to which those from elsewhere are copied, and removes the copies. What `work`
   * returns and throws is about the objects themselves. Throws what the source throws, as if an object has changed
   * since it was listed.
   */
  async lend<T extends Rejected>(
    objects: readonly SourceObject[],
    source: Pick<Source, 'open'> | undefined,
    work: (objects: readonly SourceObject[]) => Promise<T>,
  ): Promise<T> {
    if (objects.every(isInS3)) return await work(objects)
    await this.#clear()
    const owned = new Map<string, string>()
    const keys: string[] = []
    try {
      const staged = await sideBySide(objects, SIDE_BY_SIDE, async (object) => {
        if (isInS3(object)) return object
        const key = `${this.#folder}${nameOf(object)}`
        keys.push(key)
        await this.#copy(object, source, key)
        const url = this.#store.url(key)
        owned.set(url, object.url)
        return { ...object, url }
      })
      return rejectedAbout(owned, await work(staged))
    } catch (error) {
      throw errorAbout(owned, error)
    } finally {
      // A copy that is left over does no harm: the load must not fail for it.
      await this.#store.delete(keys, new AbortController().signal).catch(() => {})
    }
  }

  async #copy(object: SourceObject, source: Pick<Source, 'open'> | undefined, key: string): Promise<void> {
    if (!source?.open) {
      throw new SinkError(
        'SINK_DENIED',
        `Nothing opens "${object.url}", to copy it to S3: use a source that opens its objects.`,
      )
    }
    const content = checkedLast(source.open(object))
    await this.#store.put(key, { content, size: object.size }, 'application/octet-stream')
  }

  /** Removes what loads before this one have left. */
  async #clear(): Promise<void> {
    if (this.#isClear) return
    for await (const { objects } of this.#store.list({ prefix: this.#folder }))
      await this.#store.delete(objects.map(({ key }) => key))
    this.#isClear = true
  }
}

/** Yields pieces, the last once there is none after it: an object that was found to have changed as it ended is not copied whole. */
async function* checkedLast(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let last: Uint8Array | undefined
  for await (const piece of pieces) {
    if (last) yield last
    last = piece
  }
  if (last) yield last
}

/** Returns a name of ASCII, as Redshift keeps 256 bytes of an object's URL. */
function nameOf({ url, version }: SourceObject): string {
  return createHash('sha256').update(url).update('\0').update(version).digest('hex').slice(0, 32)
}

function isInS3({ url }: SourceObject): boolean {
  return url.startsWith('s3://')
}
