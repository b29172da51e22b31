import { RedshiftError } from '../../redshift-error.js'
import type { TokenReader } from '../tokens/token-reader.js'

/** How a column may be compressed. https://docs.aws.amazon.com/redshift/latest/dg/c_Compression_encodings.html */
export const ENCODINGS: ReadonlySet<string> = new Set(
  'auto az64 bytedict delta delta32k lzo mostly8 mostly16 mostly32 none raw runlength text255 text32k zstd'.split(
    ' ',
  ),
)

/** Kinds of types, by their names in PostgreSQL's words; any encoding may be tried with others. */
const KINDS: Readonly<Record<string, string>> = {
  ...{
    smallint: 'small',
    int2: 'small',
    int: 'int',
    int4: 'int',
    integer: 'int',
    bigint: 'big',
    int8: 'big',
  },
  ...{ numeric: 'decimal', real: 'float', float4: 'float', float: 'float', float8: 'float' },
  ...{ boolean: 'bool', bool: 'bool', char: 'char', varchar: 'varchar' },
  ...{ date: 'time', timestamp: 'time', timestamptz: 'time', time: 'time', timetz: 'time' },
}

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
  const kind = KINDS[/^\w*/.exec(type)?.[0] ?? '']
  const suited = SUITED[given]?.split(' ')
  if (!ENCODINGS.has(given) || (kind !== undefined && suited?.includes(kind) === false)) {
    throw new RedshiftError(`invalid encoding type specified for column "${column}"`, { code: '42601' })
  }
  if (given === 'auto') return undefined
  return given === 'raw' ? 'none' : given
}
