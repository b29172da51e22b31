import { createWriteStream } from 'node:fs'
import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { counted, SinkError, SourceError, type Source, type SourceObject } from '@arbalest/core/plugin'
import { compressionOf, type Compression } from '@arbalest/formats'
import type { CopyOptions } from '../options.js'

/** An object as a file that DuckDB can read. */
export interface LocalFile {
  readonly object: SourceObject
  readonly path: string
}

/** Returns how an object is compressed: as the options say, or the ending of its key. Columnar files say it themselves. */
export function compressionFor({ key }: SourceObject, copy: CopyOptions): Compression {
  return copy.format === 'parquet' ? 'none' : (copy.compression ?? compressionOf(key))
}

/** How many bytes of objects are on the disk at once, but for a single object that has more. */
export const BYTES_AT_ONCE = 256 * 2 ** 20

/**
 * Yields objects as files, some at a time: those that are files by their own paths, and others from a temporary folder, where
 * they are until the next are asked for. Throws `SinkError` if nothing opens an object, and what the source throws.
 */
export async function* localFiles(
  objects: readonly SourceObject[],
  source: Pick<Source, 'open'> | undefined,
): AsyncGenerator<readonly LocalFile[]> {
  for (const some of inBatches(objects)) {
    const folder = some.every(isFile) ? undefined : await mkdtemp(join(tmpdir(), 'arbalest-duckdb-'))
    try {
      const files: LocalFile[] = []
      for (const [index, object] of some.entries()) {
        const path = isFile(object)
          ? await ownPath(object)
          : await download(object, source, join(folder!, String(index)))
        files.push({ object, path })
      }
      yield files
    } finally {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    }
  }
}

function* inBatches(objects: readonly SourceObject[]): Generator<readonly SourceObject[]> {
  let batch: SourceObject[] = []
  let bytes = 0
  for (const object of objects) {
    const more = isFile(object) ? 0 : object.size
    if (batch.length > 0 && bytes + more > BYTES_AT_ONCE) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(object)
    bytes += more
  }
  if (batch.length > 0) yield batch
}

/** Whether an object is a file that DuckDB reads where it is. */
export function isFile({ url }: SourceObject): boolean {
  return url.startsWith('file:')
}

async function ownPath({ url }: SourceObject): Promise<string> {
  const path = fileURLToPath(url)
  try {
    await access(path, constants.R_OK)
    return path
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EACCES')
      throw new SourceError('SOURCE_DENIED', `"${url}" may not be read: let this user read it.`, { cause })
    throw new SourceError('SOURCE_NOT_FOUND', `"${url}" was removed after it was listed; list again.`, {
      retryable: true,
      cause,
    })
  }
}

async function download(
  object: SourceObject,
  source: Pick<Source, 'open'> | undefined,
  path: string,
): Promise<string> {
  if (!source?.open) {
    throw new SinkError(
      'SINK_DENIED',
      `Nothing opens "${object.url}", which DuckDB can read only through Arbalest: use a source that opens its objects.`,
    )
  }
  try {
    await pipeline(source.open(object), createWriteStream(path))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
    throw new SinkError(
      'SINK_DENIED',
      `There is no room in ${tmpdir()} for "${object.url}", of ${counted(object.size, 'byte')}, which DuckDB reads from there. Nothing of the transaction was kept; make room, or set TMPDIR to a folder of another disk.`,
      { retryable: true, cause },
    )
  }
  return path
}
