import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SinkError } from '@arbalest/core/plugin'

const POLL_MS = 20

/** How a transaction waits for those of others. */
export interface Wait {
  /** For how long. Default: 60. */
  readonly seconds?: number | undefined
  /** Ends it when aborted. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes the folder for one transaction, of this process or any other, and returns what
 * gives it back. Makes the folder if it is missing. Throws `SinkError` with the code
 * `FOLDER_LOCKED` if it is not free in time, and the signal's reason if that is aborted.
 */
export async function lock(folder: string, { seconds = 60, signal }: Wait): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'lock')
  const deadline = Date.now() + seconds * 1000
  while (!(await create(file))) {
    signal?.throwIfAborted()
    if (Date.now() >= deadline) throw await locked(file, seconds)
    await delay(POLL_MS)
  }
  return () => rm(file, { force: true })
}

/** Returns whether it made the file: of all who try at once, one does. */
async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** A lock is not taken from a process that seems dead: two that did so at once would both go on. */
async function locked(file: string, seconds: number): Promise<SinkError> {
  const holder = (await readFile(file, 'utf8').catch(() => '')).trim() || 'unknown'
  return new SinkError(
    'FOLDER_LOCKED',
    `"${file}" has not been free for ${seconds} s; the process that made it: ${holder}. ` +
      'If that process no longer runs, it was killed: delete the file. Otherwise wait for it, or raise "wait".',
  )
}
