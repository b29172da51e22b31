import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { compareKeys } from '@arbalest/core/plugin'
import { toSourceError } from './file-errors.js'

/** What is done while a folder is walked. */
export interface WalkOptions {
  /** Whether to go into the folder `key`, which ends in `/`. */
  readonly enters: (key: string) => boolean
  /** Is called with what is passed over, and why, in one sentence. */
  readonly notice: (message: string) => void
  readonly signal: AbortSignal
}

/**
 * Returns the keys of all files under a folder, in `compareKeys` order: their paths from there, with `/`
 * between the names on every system. Links are followed; one that leads nowhere, or back to a folder
 * that it stands in, is passed over with a notice. Throws `SourceError` if a folder cannot be read.
 */
export async function walk(folder: string, options: WalkOptions): Promise<string[]> {
  const keys: string[] = []
  await walkInto({ path: folder, key: '', above: [] }, options, keys)
  return keys.toSorted(compareKeys)
}

/** A folder to go into. */
interface Place {
  readonly path: string
  /** How its keys begin: empty, or with a slash at its end. */
  readonly key: string
  /** The real paths of the folders above. */
  readonly above: readonly string[]
}

async function walkInto(place: Place, options: WalkOptions, keys: string[]): Promise<void> {
  options.signal.throwIfAborted()
  const { real, entries } = await look(place.path)
  if (place.above.includes(real)) {
    options.notice(`"${place.path}" leads back to a folder that contains it, and is not followed.`)
    return
  }
  for (const entry of entries) {
    const path = join(place.path, entry.name)
    const kind = entry.isSymbolicLink() ? await followed(path, options) : entry
    const key = place.key + entry.name
    if (kind?.isFile()) keys.push(key)
    if (kind?.isDirectory() && options.enters(`${key}/`))
      await walkInto({ path, key: `${key}/`, above: [...place.above, real] }, options, keys)
  }
}

async function look(path: string): Promise<{ readonly real: string; readonly entries: readonly Dirent[] }> {
  try {
    return { real: await realpath(path), entries: await readdir(path, { withFileTypes: true }) }
  } catch (error) {
    throw toSourceError(path, error)
  }
}

/** Returns what a link leads to; undefined if that is nothing. */
async function followed(path: string, { notice }: WalkOptions): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (!['ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw toSourceError(path, error)
    notice(`"${path}" is a link to nothing, and is left out.`)
    return undefined
  }
}
