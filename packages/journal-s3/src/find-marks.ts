import { compareKeys } from '@arbalest/core'
import type { Snapshot } from './snapshot.js'

/** The version at which each of `keys` is recorded, of those that are, in key order. */
export async function findMarks(snapshot: Snapshot, keys: readonly string[]): Promise<Map<string, string>> {
  const versions = new Map<string, string>()
  const cursor = snapshot.cursor()
  try {
    for (const key of new Set(keys.toSorted(compareKeys))) {
      const version = await cursor.find(key)
      if (typeof version === 'string') versions.set(key, version)
    }
  } finally {
    await cursor.close()
  }
  return versions
}
