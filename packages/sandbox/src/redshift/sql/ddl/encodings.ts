import { RedshiftError } from '../../redshift-error.js'
import type { TokenReader } from '../tokens/token-reader.js'

/** How a column may be compressed. https://docs.aws.amazon.com/redshift/latest/dg/c_Compression_encodings.html */
export const ENCODINGS: ReadonlySet<string> = new Set(
  'auto az64 bytedict delta delta32k lzo mostly8 mostly16 mostly32 none raw runlength text255 text32k zstd'.split(
    ' ',
  ),
)

/** Steps over the encoding of `column` and returns its name in the catalog, or undefined if Redshift must choose. */
export function readEncoding(reader: TokenReader, column: string): string | undefined {
  const given = reader.next()?.value ?? ''
  if (!ENCODINGS.has(given)) {
    throw new RedshiftError(`invalid encoding type specified for column "${column}"`, { code: '42601' })
  }
  if (given === 'auto') return undefined
  return given === 'raw' ? 'none' : given
}
