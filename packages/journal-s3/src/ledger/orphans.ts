import { collect } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from '../store/format.js'
import { JournalError } from '../store/journal-error.js'
import { OBJECT_PATH, type JournalFolder } from '../store/journal-folder.js'

const content = v.object({ orphans: v.array(v.pipe(v.string(), v.regex(OBJECT_PATH))) })
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-orphans',
  version: 1,
  content,
  remedy: 'remove it',
}

/** What must be kept. */
interface Kept {
  /** The keys of all objects that are referred to. */
  readonly live: ReadonlySet<string>
  /** The key of one that was written just now: its date is what time it is to S3. */
  readonly newest: string
  /** For how many milliseconds an object is kept that is no longer referred to. */
  readonly milliseconds: number
}

/**
 * Notes the orphans in a journal's folder, the objects that nothing refers to, and
 * removes those it noted last time; it does so once in the time they are kept, so
 * that a plan that reads the journal as it was may go on reading. Nobody may be
 * recording meanwhile: what they have written would look like an orphan. The only
 * clock is that of S3.
 */
export async function removeOrphans(folder: JournalFolder, kept: Kept): Promise<void> {
  const { store } = folder
  const notes = `${folder.key}orphans.json`
  const noted = await store.get(notes)
  if (noted) {
    // Before all else, as what is not read keeps its connection.
    const text = Buffer.concat(await collect(noted.body)).toString()
    const age = millisecondsBetween(
      noted.modified,
      (await store.head(kept.newest))?.modified,
      store.url(notes),
    )
    if (age < kept.milliseconds) return
    const before = fromFormat(FORMAT, text, store.url(notes)).orphans
    await store.delete(before.map((path) => folder.key + path).filter((key) => !kept.live.has(key)))
  }
  const orphans: string[] = []
  for await (const { objects } of store.list({ prefix: folder.key })) {
    for (const { key } of objects) {
      const path = key.slice(folder.key.length)
      if (OBJECT_PATH.test(path) && !kept.live.has(key)) orphans.push(path)
    }
  }
  await store.put(notes, inFormat(FORMAT, { orphans }, 1), 'application/json')
}

function millisecondsBetween(earlier: Date | undefined, later: Date | undefined, url: string): number {
  if (earlier && later) return later.getTime() - earlier.getTime()
  throw new JournalError(
    'JOURNAL_UNREACHABLE',
    `The server does not say when it wrote "${url}", or what it wrote since; it needs Last-Modified.`,
  )
}
