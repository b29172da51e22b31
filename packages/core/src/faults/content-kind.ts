/** What an object is, by its first bytes: how it is compressed, or a format that says so itself. */
export type ContentKind =
  'gzip' | 'zstd' | 'bzip2' | 'lzop' | 'xz' | 'lz4' | 'snappy' | 'zip' | 'Parquet' | 'ORC' | 'Avro' | 'UTF-16'

/** The bytes with which each begins, one character a byte. */
const SIGNATURES: readonly (readonly [begins: string, kind: ContentKind])[] = [
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['BZh', 'bzip2'],
  ['\x89LZO\0', 'lzop'],
  ['\xfd7zXZ\0', 'xz'],
  ['\x04\x22\x4d\x18', 'lz4'],
  ['\xff\x06\0\0sNaPpY', 'snappy'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['PAR1', 'Parquet'],
  ['ORC', 'ORC'],
  ['Obj\x01', 'Avro'],
  ['\xff\xfe', 'UTF-16'],
  ['\xfe\xff', 'UTF-16'],
]

/** More than any of these has. */
const SIGNATURE_BYTES = 16

/**
 * Returns what an object that begins with these bytes is; undefined if they show nothing, as those of text.
 *
 * @example
 * ```ts
 * contentKind(new TextEncoder().encode('PAR1')) // 'Parquet'
 * ```
 */
export function contentKind(head: Uint8Array): ContentKind | undefined {
  const text = Buffer.from(head.subarray(0, SIGNATURE_BYTES)).toString('latin1')
  return SIGNATURES.find(([begins]) => text.startsWith(begins))?.[1]
}
