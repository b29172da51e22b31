import { createHash } from 'node:crypto'
import { compareKeys, SourceError, type ByteRange, type SourceObject } from '@arbalest/core/plugin'
import type { ChangeableSource } from '../changeable-source.js'

/**
 * A source in memory, whose objects may be changed between runs.
 *
 * @example
 * ```ts
 * const source = new MemorySource()
 * await source.put('a.json', lines({ id: 1 }))
 * ```
 */
export class MemorySource implements ChangeableSource {
  readonly url = 'memory:'
  readonly #objects: Map<string, string>

  constructor(objects: Readonly<Record<string, string>> = {}) {
    this.#objects = new Map(Object.entries(objects))
  }

  async put(key: string, content: string): Promise<void> {
    this.#objects.set(key, content)
  }

  async remove(key: string): Promise<void> {
    this.#objects.delete(key)
  }

  async *list(): AsyncGenerator<SourceObject> {
    for (const [key, content] of [...this.#objects].toSorted(([a], [b]) => compareKeys(a, b))) {
      yield { key, version: versionOf(content), size: Buffer.byteLength(content), url: `memory:${key}` }
    }
  }

  async changed(objects: readonly SourceObject[]): Promise<SourceObject[]> {
    return objects.filter(({ key, version }) => {
      const content = this.#objects.get(key)
      return content === undefined || versionOf(content) !== version
    })
  }

  async *open({ key, url }: SourceObject, { start = 0, end }: ByteRange = {}): AsyncGenerator<Uint8Array> {
    const content = this.#objects.get(key)
    if (content === undefined)
      throw new SourceError('SOURCE_NOT_FOUND', `"${url}" is gone.`, { retryable: true })
    yield Buffer.from(content).subarray(start, end)
  }
}

function versionOf(content: string): string {
  return createHash('md5').update(content).digest('hex')
}
