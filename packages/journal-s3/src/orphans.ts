import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from './format.js'
import type { JournalFolder } from './journal-folder.js'
import type { Store } from './store.js'

const OURS = /^(indexes\/[0-9a-f]{32}\.json|segments\/[0-9a-f]{32}\.jsonl\.gz)$/

const content = v.object({ orphans: v.array(v.pipe(v.string(), v.regex(OURS))) })
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-orphans',
  version: 1,
  content,
  remedy: 'remove it',
}

/** What is to be kept. */
export interface Kept {
  /** The keys of all objects that are referred to. */
  readonly live: ReadonlySet<string>
  /** The key of one that was written just now: it tells what time it is to S3. */
  readonly newest: string
  /** For how many milliseconds an object is kept that is referred to no more. */
  readonly milliseconds: number
}

/**
 * Notes the orphans in a journal's folder, the objects that nothing refers to, and
 * removes those it noted last time; it does so once in the time they are kept, so
 * that who reads the journal as it was may go on reading. Nobody may be recording
 * meanwhile: what they have written would look like an orphan. No clock is asked
 * but that of S3.
 */
export async function removeOrphans(store: Store, folder: JournalFolder, kept: Kept): Promise<void> {
  const notes = `${folder.key}orphans.json`
  const noted = await store.get(notes)
  if (noted) {
    const now = await store.modified(kept.newest)
    if (now.getTime() - noted.modified.getTime() < kept.milliseconds) return
    const before = fromFormat(FORMAT, Buffer.concat(noted.pieces).toString(), store.url(notes)).orphans
    await store.delete(before.map((path) => folder.key + path).filter((key) => !kept.live.has(key)))
  }
  const orphans: string[] = []
  for await (const key of store.keys(folder.key)) {
    const path = key.slice(folder.key.length)
    if (OURS.test(path) && !kept.live.has(key)) orphans.push(path)
  }
  await store.put(notes, inFormat(FORMAT, { orphans }, 1), 'application/json')
}
