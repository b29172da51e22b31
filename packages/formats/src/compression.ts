/** How an object is compressed. */
export type Compression = 'gzip' | 'bzip2' | 'zstd' | 'lzop' | 'none'

const ENDINGS: ReadonlyMap<string, Compression> = new Map([
  ['.gz', 'gzip'],
  ['.bz2', 'bzip2'],
  ['.zst', 'zstd'],
  ['.lzo', 'lzop'],
])

/** Returns the compression that the ending of `key` shows, in upper or lower case. */
export function compressionOf(key: string): Compression {
  const [ending = ''] = /\.[^./]*$/.exec(key) ?? []
  return ENDINGS.get(ending.toLowerCase()) ?? 'none'
}
