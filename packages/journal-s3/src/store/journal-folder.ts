import { createHash } from 'node:crypto'
import type { ObjectStore } from '@arbalest/s3'
import { RESTORE, unreadable } from './journal-error.js'
import { SegmentMemory } from './segment-memory.js'

/** The two kinds of objects that make up a journal: where they are in its folder, and how they are written. */
const KINDS = {
  index: { folder: 'indexes', extension: 'json', type: 'application/json' },
  segment: { folder: 'segments', extension: 'jsonl.gz', type: 'application/gzip' },
} as const

type Kind = keyof typeof KINDS

/** Matches the path in a folder of each object that a journal may be made of. */
export const OBJECT_PATH = /^(indexes\/[0-9a-f]{32}\.json|segments\/[0-9a-f]{32}\.jsonl\.gz)$/

/**
 * The objects of one journal. Indexes and segments are named by a digest of their
 * content, which shows what was spoilt; and each has an id in it, so that none is
 * ever written twice: what is an orphan once remains one.
 */
export class JournalFolder {
  readonly store: ObjectStore
  readonly name: string
  /** The key of the folder, with a slash at its end. */
  readonly key: string
  /** Makes an id that no other object has. */
  readonly newId: () => string

  constructor(store: ObjectStore, scopeKey: string, name: string, newId: () => string) {
    this.store = store
    this.name = name
    this.key = `${scopeKey}${name}/`
    this.newId = newId
  }

  /** The key of an object. */
  keyOf(kind: Kind, name: string): string {
    const { folder, extension } = KINDS[kind]
    return `${this.key}${folder}/${name}.${extension}`
  }

  /** `s3://bucket/key` of an object. */
  url(kind: Kind, name: string): string {
    return this.store.url(this.keyOf(kind, name))
  }

  /** Reads an object into `memory`. Throws `JournalError` if it is missing, or not as it was written. */
  async read(kind: Kind, name: string, memory = new SegmentMemory()): Promise<Buffer> {
    const object = await this.store.get(this.keyOf(kind, name))
    if (!object) throw unreadable(this.url(kind, name), 'is missing', RESTORE)
    const content = await memory.read(object.body)
    if (nameFor(content) === name) return content
    throw unreadable(this.url(kind, name), 'is not as it was written, as its digest shows', RESTORE)
  }

  /** Writes an object; returns its name. */
  async write(kind: Kind, body: string | Uint8Array): Promise<string> {
    const name = nameFor(body)
    await this.store.put(this.keyOf(kind, name), body, KINDS[kind].type)
    return name
  }
}

/** The first half of the SHA-256 of a content, in hex. */
function nameFor(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}
