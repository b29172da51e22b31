import { sep } from 'node:path'
import type { KeyNaming } from './key-naming.js'

/** Begins the names of folders that are ours and not part of the bucket. */
export const HIDDEN_PREFIX = '.arbalest-sandbox-'

/** The most bytes of a file's name on common file systems. */
const LONGEST_NAME = 255

/** Keys are paths as they stand; those that no file can have, or only one outside of the folder, have none. */
export const plainNaming: KeyNaming = {
  path(key) {
    const names = key.split('/')
    return names.every((name) => isFileName(name)) ? names : undefined
  },
  part(name, isFolder) {
    if (!isFileName(name)) return undefined
    return isFolder ? `${name}/` : name
  },
}

function isFileName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !name.includes('\0') &&
    (sep === '/' || !/[\\:]/.test(name)) &&
    !name.startsWith(HIDDEN_PREFIX) &&
    Buffer.byteLength(name) <= LONGEST_NAME
  )
}
