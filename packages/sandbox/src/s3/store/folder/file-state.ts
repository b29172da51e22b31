import { lstatSync } from 'node:fs'
import { lstat, utimes } from 'node:fs/promises'
import { isMissing } from './file-fault.js'

/** What a file system says of a file. */
export interface FileState {
  /** Bytes. */
  readonly size: bigint
  readonly mtimeNs: bigint
}

/**
 * The state of the file at `path`; undefined if there is none, or something else. It is asked for without going
 * through the thread pool, which takes several times longer than the call itself, and a listing asks for thousands.
 */
export function fileState(path: string): FileState | undefined {
  try {
    const state = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    return state?.isFile() ? state : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** A name for the content that a file has now, which changes with it. */
export function versionOf({ mtimeNs, size }: FileState): string {
  return `${mtimeNs}-${size}`
}

/** When a file was last written, in whole seconds. */
export function modifiedOf({ mtimeNs }: FileState): Date {
  return new Date(Number(mtimeNs / 1_000_000_000n) * 1000)
}

/** The state of the file at `path`, its time moved on if its version would otherwise be that of `other`. */
export async function distinctState(path: string, other: FileState | undefined): Promise<FileState> {
  for (;;) {
    const state = await lstat(path, { bigint: true })
    if (!other || versionOf(state) !== versionOf(other)) return state
    const later = new Date(Number(state.mtimeNs / 1_000_000n) + 1)
    await utimes(path, later, later)
  }
}
