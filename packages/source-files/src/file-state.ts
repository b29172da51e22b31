import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { changedFile, toSourceError } from './file-errors.js'

/** A file as it is now. */
export interface FileState {
  /** Bytes. */
  readonly size: number
  readonly modified: Date
  /** Made of its size and the time of its last change, in nanoseconds; or of its content. */
  readonly version: string
}

/** How the states of files are found out. */
export interface StateOptions {
  /** Whether versions are made of contents. */
  readonly digest: boolean
  /** For how many milliseconds a file must have stayed as it is. */
  readonly settle: number
  readonly signal: AbortSignal
}

/**
 * Returns a file as it is now, once it has settled, for which it waits; undefined if there is none.
 * Throws `SourceError` if it cannot be read, and with the code `OBJECT_CHANGED` if it is written to meanwhile.
 */
export async function stateOf(path: string, options: StateOptions): Promise<FileState | undefined> {
  const state = await stampOf(path)
  if (!state) return undefined
  if (Date.now() - state.modified.valueOf() < options.settle) {
    await wait(options)
    const later = await stampOf(path)
    if (later && later.version !== state.version) throw changedFile(path)
    if (!later) return undefined
  }
  if (!options.digest) return state
  const version = await digestOf(path)
  return version === undefined ? undefined : { ...state, version }
}

async function stampOf(path: string): Promise<FileState | undefined> {
  const found = await unlessGone(path, () => stat(path, { bigint: true }))
  return (
    found && {
      size: Number(found.size),
      modified: found.mtime,
      version: `${found.size}-${found.mtimeNs}`,
    }
  )
}

async function wait({ settle, signal }: StateOptions): Promise<void> {
  try {
    await delay(settle, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

function digestOf(path: string): Promise<string | undefined> {
  return unlessGone(path, async () => {
    const hash = createHash('sha256')
    for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
    return hash.digest('hex')
  })
}

/** Returns what `work` does, or undefined if there is no such file by then. */
async function unlessGone<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw toSourceError(path, error)
  }
}
