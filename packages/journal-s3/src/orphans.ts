import * as v from 'valibot'
import { checkFormat, parseJson } from './format.js'
import type { JournalFolder } from './journal-folder.js'
import type { Store } from './store.js'
import { RESTORE, unreadable } from './unreadable.js'

const FORMAT = 'arbalest-journal-orphans'
const VERSION = 1
const OURS = /^(indexes\/[0-9a-f]{32}\.json|segments\/[0-9a-f]{32}\.jsonl\.gz)$/

const schema = v.object({ orphans: v.array(v.string()) })

/** What is to be kept. */
export interface Kept {
  /** The keys of all objects that are referred to. */
  readonly live: ReadonlySet<string>
  /** The key of one that was written just now: it tells what time it is to S3. */
  readonly newest: string
  /** How many milliseconds an object is kept that is referred to no more. */
  readonly milliseconds: number
}

/**
 * Removes from a journal's folder what has been referred to by nothing for so long,
 * and looks only once in that time. It notes the orphans it finds, and removes
 * those next time that are orphans still: until then, who reads the journal as it
 * was may go on reading. Nobody may write to the folder meanwhile. Only the clock
 * of S3 is asked.
 */
export async function removeOrphans(store: Store, folder: JournalFolder, kept: Kept): Promise<void> {
  const notes = `${folder.key}orphans.json`
  const now = (await store.modified(kept.newest)).getTime()
  const isOld = (modified: Date) => now - modified.getTime() >= kept.milliseconds
  const noted = await store.get(notes)
  if (noted && !isOld(noted.modified)) return

  const before = new Set(noted ? parseOrphans(noted.body.toString(), store.url(notes)) : [])
  const orphans: string[] = []
  const removed: string[] = []
  for await (const { key, modified } of store.list(folder.key)) {
    const path = key.slice(folder.key.length)
    if (!OURS.test(path) || kept.live.has(key)) continue
    if (before.has(path) && isOld(modified)) removed.push(key)
    else orphans.push(path)
  }
  await store.delete(removed)
  await store.put(notes, formatOrphans(orphans), 'application/json')
}

function formatOrphans(orphans: readonly string[]): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, orphans }, undefined, 1)}\n`
}

function parseOrphans(text: string, url: string): readonly string[] {
  const value = parseJson(text, url)
  checkFormat(value, FORMAT, VERSION, url)
  const result = v.safeParse(schema, value)
  if (!result.success)
    throw unreadable(url, `is not a list of orphans (${v.summarize(result.issues)})`, RESTORE)
  return result.output.orphans
}
