import type { SourceObject } from '@arbalest/core/plugin'
import type { Compression } from '../options/copy-options.js'

const ENDINGS: ReadonlyMap<string, Compression> = new Map([
  ['.gz', 'gzip'],
  ['.bz2', 'bzip2'],
  ['.zst', 'zstd'],
  ['.lzo', 'lzop'],
])

/** Groups `objects` by their compression, which the ending of a key shows: one COPY reads one kind. */
export function byCompression(objects: readonly SourceObject[]): Map<Compression, SourceObject[]> {
  const groups = new Map<Compression, SourceObject[]>()
  for (const object of objects) {
    const compression = compressionOf(object.key)
    const group = groups.get(compression)
    if (group) group.push(object)
    else groups.set(compression, [object])
  }
  return groups
}

function compressionOf(key: string): Compression {
  const [ending = ''] = /\.[^./]*$/.exec(key) ?? []
  return ENDINGS.get(ending.toLowerCase()) ?? 'none'
}
