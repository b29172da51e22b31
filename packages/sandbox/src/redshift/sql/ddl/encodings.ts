import { RedshiftError } from '../../redshift-error.js'
import type { TokenReader } from '../tokens/token-reader.js'

/** How a column may be compressed. https://docs.aws.amazon.com/redshift/latest/dg/c_Compression_encodings.html */
export const ENCODINGS: ReadonlySet<string> = new Set(
  'auto az64 bytedict delta delta32k lzo mostly8 mostly16 mostly32 none raw runlength text255 text32k zstd'.split(
    ' ',
  ),
)

/** Kinds of types, and their types in PostgreSQL's words; any encoding may be tried with others. */
const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    small: 'smallint int2',
    int: 'int int4 integer',
    big: 'bigint int8',
    decimal: 'numeric',
    float: 'real float float4 float8',
    bool: 'bool boolean',
    char: 'char',
    varchar: 'varchar',
    time: 'date time timetz timestamp timestamptz',
  }).flatMap(([kind, types]) => types.split(' ').map((type) => [type, kind] as const)),
)

/** What encodings do not suit all types, and the kinds that they suit. */
const SUITED: Readonly<Record<string, string>> = {
  az64: 'small int big decimal time',
  bytedict: 'small int big decimal float char varchar time',
  delta: 'small int big decimal time',
  delta32k: 'int big decimal time',
  lzo: 'small int big decimal char varchar time',
  mostly8: 'small int big decimal',
  mostly16: 'int big decimal',
  mostly32: 'big decimal',
  text255: 'varchar',
  text32k: 'varchar',
}

/**
 * Steps over the encoding of `column` and returns its name in the catalog, or undefined if Redshift must choose.
 * Throws `RedshiftError` if there is no such encoding, or if it does not suit `type`, in PostgreSQL's words.
 */
export function readEncoding(reader: TokenReader, column: string, type = ''): string | undefined {
  const given = reader.next()?.value ?? ''
  const kind = KINDS.get(/^\w*/.exec(type)?.[0] ?? '')
  const suited = SUITED[given]?.split(' ')
  if (!ENCODINGS.has(given) || (kind !== undefined && suited?.includes(kind) === false)) {
    throw new RedshiftError(`invalid encoding type specified for column "${column}"`, { code: '42601' })
  }
  if (given === 'auto') return undefined
  return given === 'raw' ? 'none' : given
}
