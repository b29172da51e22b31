import type { Authorization } from '../../objects/authorization.js'
import type { S3Location } from '../../objects/s3-location.js'

/** Which members of a JSON value, or fields of an Avro record, go to which columns. */
export type JsonMapping = 'auto' | 'auto ignorecase' | 'noshred' | S3Location

/**
 * How the objects' bytes are cut into records.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
export type CopyFormat =
  | {
      readonly kind: 'delimited'
      readonly delimiter: string
      readonly escape: boolean
      readonly removeQuotes: boolean
    }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly quote: string }
  | { readonly kind: 'fixedwidth'; readonly widths: readonly number[] }
  | { readonly kind: 'json'; readonly mapping: JsonMapping }
  | { readonly kind: 'avro'; readonly mapping: JsonMapping }
  | { readonly kind: 'parquet'; readonly serializeToJson: boolean }

/** A compression of the objects; COPY does not detect it. */
export type CopyCompression = 'gzip' | 'bzip2' | 'zstd'

/** The character encoding of the objects; `utf16` goes by the byte order mark. */
export type CopyEncoding = 'utf8' | 'utf16' | 'utf16le' | 'utf16be'

/**
 * How fields become values.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html
 */
export interface CopyConversions {
  /** Dates that do not match `dateFormat` become NULL. */
  readonly acceptAnyDate: boolean
  /** Replaces each byte of an invalid UTF-8 character. Default: none, and such a character is an error. */
  readonly acceptInvalidCharacters?: string
  readonly blanksAsNull: boolean
  readonly emptyAsNull: boolean
  /** A format string, or `auto`. Default: `YYYY-MM-DD`. */
  readonly dateFormat?: string
  /** A format string, `auto`, `epochsecs` or `epochmillisecs`. Default: `YYYY-MM-DD HH:MI:SS`. */
  readonly timeFormat?: string
  readonly encoding: CopyEncoding
  readonly explicitIds: boolean
  readonly fillRecord: boolean
  readonly ignoreBlankLines: boolean
  /** Lines at the head of each object that are no data. */
  readonly ignoreHeader: number
  /** The text that stands for NULL in text formats. */
  readonly nullAs: string
  readonly roundDecimals: boolean
  readonly trimBlanks: boolean
  readonly truncateColumns: boolean
}

/** A COPY statement, read and found consistent. */
export interface CopyStatement {
  readonly schema?: string
  readonly table: string
  /** The column list, lower case. Default: all columns. */
  readonly columns?: readonly string[]
  readonly source: S3Location
  /** Whether `source` is a manifest rather than a prefix. */
  readonly manifest: boolean
  readonly authorization: Authorization
  readonly region?: string
  readonly format: CopyFormat
  readonly compression?: CopyCompression
  /** The load fails at this many errors; at least 1, `Infinity` with IGNOREALLERRORS. */
  readonly maxError: number
  /** Everything is read and checked, nothing is loaded. */
  readonly noLoad: boolean
  readonly conversions: CopyConversions
}
