import type { SchemaElement } from 'hyparquet-writer'
import type { UnloadColumn } from './row-format.js'

/** How a column is written as Parquet. */
export interface ParquetColumn {
  readonly element: SchemaElement
  /** The value that PostgreSQL writes so. */
  read(text: string): unknown
}

const DAY = 86_400_000

/** The Parquet column for a column of a query. */
export function parquetColumn({ name, type, scale = 0, precision = 38 }: UnloadColumn): ParquetColumn {
  const element = (kind: SchemaElement['type'], more: Partial<SchemaElement> = {}): SchemaElement => ({
    name,
    ...(kind === undefined ? {} : { type: kind }),
    repetition_type: 'OPTIONAL',
    ...more,
  })
  switch (type) {
    case 'bool':
      return { element: element('BOOLEAN'), read: (text) => text === 't' }
    case 'int2':
    case 'int4':
      return { element: element('INT32'), read: Number }
    case 'int8':
      return { element: element('INT64'), read: BigInt }
    case 'float4':
      return { element: element('FLOAT'), read: Number }
    case 'float8':
      return { element: element('DOUBLE'), read: Number }
    case 'numeric': {
      const decimal = { converted_type: 'DECIMAL', type_length: 16, precision, scale } as const
      return { element: element('FIXED_LEN_BYTE_ARRAY', decimal), read: (text) => unscaled(text, scale) }
    }
    case 'date':
      return {
        element: element('INT32', { converted_type: 'DATE' }),
        read: (text) => Date.parse(`${text}Z`) / DAY,
      }
    case 'timestamp':
    case 'timestamptz':
      return { element: element('INT64', { converted_type: 'TIMESTAMP_MICROS' }), read: microseconds }
    case 'super':
      return {
        element: element('BYTE_ARRAY', { logical_type: { type: 'JSON' } }),
        read: (text) => Buffer.from(text),
      }
    default:
      return { element: element('BYTE_ARRAY', { converted_type: 'UTF8' }), read: (text) => text }
  }
}

/** A decimal number without its point. */
function unscaled(text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale))
}

/** Since 1970, of `2009-02-13 23:31:30.123456` with or without `+00`. */
function microseconds(text: string): bigint {
  const [, seconds = '', fraction = ''] = /^([^.+]*)(?:\.(\d+))?/.exec(text) ?? []
  const milliseconds = Date.parse(`${seconds.replace(' ', 'T')}Z`)
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0') || 0)
}
