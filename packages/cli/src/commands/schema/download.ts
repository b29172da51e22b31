import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConfigError } from '@arbalest/core'
import type { Source, SourceObject } from '@arbalest/core/plugin'

/** How many objects are downloaded at most. */
const MOST_OBJECTS = 10

/** Bytes of all of them together at most, as stored. */
const MOST_BYTES = 16 * 1024 * 1024

/**
 * Writes the first of `objects`, each whole and under its key, into `folder`: no more than ten, and than 16 MB.
 * Returns which. Throws `ConfigError` if even the smallest is larger, what `open` throws, and what the file system does.
 */
export async function download(
  open: NonNullable<Source['open']>,
  objects: readonly SourceObject[],
  folder: string,
): Promise<readonly SourceObject[]> {
  let bytes = 0
  const chosen = objects
    .filter(({ key, size }) => size > 0 && isPath(key))
    .filter(({ size }) => bytes + size <= MOST_BYTES && (bytes += size) > 0)
    .slice(0, MOST_OBJECTS)
  if (chosen.length === 0)
    throw new ConfigError(
      'CONFIG_INVALID',
      `Nothing is downloaded to ${folder}: each of the objects has more than 16 MB, or is empty, or has a key that cannot be the path of a file.`,
    )
  for (const object of chosen) {
    const path = join(folder, ...object.key.split('/'))
    await mkdir(dirname(path), { recursive: true })
    await pipeline(Readable.from(open(object)), createWriteStream(path, { flags: 'wx' }))
  }
  return chosen
}

/** Whether a key names a file below a folder. */
function isPath(key: string): boolean {
  return key.split('/').every((part) => /^[^\\\0]+$/.test(part) && part !== '.' && part !== '..')
}
