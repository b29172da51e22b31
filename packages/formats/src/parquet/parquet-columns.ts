import type { SourceObject } from '@arbalest/core/plugin'
import type { SchemaElement, SchemaTree } from 'hyparquet'
import { parquetFooter } from './parquet-footer.js'
import type { Open } from '../read-head.js'

/** A column of a Parquet file, and of what kind its values are. */
export type ParquetColumn = { readonly name: string } & ParquetKind

/** A kind of values, as far as COPY tells them apart (https://parquet.apache.org/docs/file-format/types/). */
type ParquetKind =
  | { readonly kind: 'boolean' | 'int32' | 'int64' | 'float' | 'double' | 'date' | 'time' | 'text' | 'bytes' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  /** `isUtc`: an instant, and not the reading of some clock. */
  | { readonly kind: 'timestamp'; readonly isUtc: boolean; readonly isInNanoseconds: boolean }
  /** Bytes, always as many. */
  | { readonly kind: 'fixed'; readonly length: number }
  /** A list, a struct or a map. */
  | { readonly kind: 'nested' }

/** What a Parquet file says of itself. */
export interface ParquetFile {
  readonly columns: readonly ParquetColumn[]
  readonly rows: number
}

/**
 * Returns the columns of a Parquet file, and how many rows it has, as its footer says; undefined if it is no Parquet
 * file. Makes one request, or two if the footer is longer than 64 KiB. Throws what `open` throws.
 */
export async function parquetColumns(open: Open, object: SourceObject): Promise<ParquetFile | undefined> {
  const footer = await parquetFooter(open, object)
  if (!footer) return undefined
  const { parquetSchema } = await import('hyparquet')
  try {
    const columns = parquetSchema(footer).children.map((node) => ({
      name: node.element.name,
      ...kindOf(node),
    }))
    return { columns, rows: Number(footer.num_rows) }
  } catch {
    return undefined
  }
}

function kindOf({ element, children }: SchemaTree): ParquetKind {
  const { type, converted_type: converted, logical_type: logical } = element
  if (children.length > 0 || element.repetition_type === 'REPEATED') return { kind: 'nested' }
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const { precision = 38, scale = 0 } = logical?.type === 'DECIMAL' ? logical : element
    return { kind: 'decimal', precision, scale }
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return { kind: 'date' }
  if (logical?.type === 'TIMESTAMP')
    return { kind: 'timestamp', isUtc: logical.isAdjustedToUTC, isInNanoseconds: logical.unit === 'NANOS' }
  if (converted?.startsWith('TIMESTAMP_') || type === 'INT96')
    return { kind: 'timestamp', isUtc: false, isInNanoseconds: false }
  if (logical?.type === 'TIME' || converted?.startsWith('TIME_')) return { kind: 'time' }
  return plainKindOf(element)
}

const TEXTS = new Set<string | undefined>(['STRING', 'ENUM', 'JSON', 'UTF8'])

function plainKindOf({
  type,
  type_length,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): ParquetKind {
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' }
    case 'INT32':
      return { kind: 'int32' }
    case 'INT64':
      return { kind: 'int64' }
    case 'FLOAT':
      return { kind: 'float' }
    case 'DOUBLE':
      return { kind: 'double' }
    case 'FIXED_LEN_BYTE_ARRAY':
      return { kind: 'fixed', length: type_length ?? 1 }
    default:
      return { kind: TEXTS.has(logical?.type) || TEXTS.has(converted) ? 'text' : 'bytes' }
  }
}
