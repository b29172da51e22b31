import type { Compression } from '@arbalest/formats'

export type { Compression }

/**
 * How COPY reads the objects: their format, and COPY's own parameters for it, in camel
 * case. The defaults are COPY's, except those of `timeFormat` and `dateFormat`.
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY-parameters.html)
 */
export type CopyOptions =
  | JsonCopyOptions
  | AvroCopyOptions
  | CsvCopyOptions
  | DelimitedCopyOptions
  | ParquetCopyOptions
  | OrcCopyOptions

/** The format of objects. */
export type CopyFormat = NonNullable<CopyOptions['format']>

/** How fields are given to columns: by their names, or by their places. */
type Match = 'name' | 'position'

/** For JSON documents, whose properties have names. */
export interface JsonCopyOptions extends TextCopyOptions {
  /** Default: `json`. */
  readonly format?: 'json' | undefined
}

/** For Avro files, whose records have fields by name, as JSON documents have properties. */
export interface AvroCopyOptions extends RowCopyOptions {
  readonly format: 'avro'
}

/** For CSV: fields with a comma, or another delimiter, between them; a field may be quoted. */
export interface CsvCopyOptions extends FieldCopyOptions {
  readonly format: 'csv'
  /** The quotation mark: one printable ASCII character. Default: `"`. */
  readonly quote?: string | undefined
}

/** For text of fields with a delimiter between them. */
export interface DelimitedCopyOptions extends FieldCopyOptions {
  readonly format: 'delimited'
  /** Whether a backslash escapes the character after it, even a delimiter or the end of a line. */
  readonly escape?: boolean | undefined
  /** Whether quotation marks around a field are removed. */
  readonly removeQuotes?: boolean | undefined
}

/**
 * For Parquet files, which hold their types and compression. The first value that does not
 * fit ends the load
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export interface ParquetCopyOptions extends AnyCopyOptions {
  readonly format: 'parquet'
  /** Fills the last columns with NULL if files lack them. */
  readonly fillRecord?: boolean | undefined
  /** Whether lists, structs and maps go into SUPER columns. */
  readonly serializeToJson?: boolean | undefined
  /** How columns of the files are given to fields. Default: `name`, which refuses a file whose columns stand in another order. */
  readonly match?: Match | undefined
}

/** For ORC files, whose columns are taken in their order. */
export interface OrcCopyOptions extends AnyCopyOptions {
  readonly format: 'orc'
  /** Fills the last columns with NULL if files lack them. */
  readonly fillRecord?: boolean | undefined
  /** Whether lists, structs and maps go into SUPER columns. */
  readonly serializeToJson?: boolean | undefined
}

/** COPY's parameters for all formats. */
interface AnyCopyOptions {
  /** Replaces characters that are not UTF-8: by `?` if true, or by the given character. */
  readonly acceptInvChars?: boolean | string | undefined
  /** Whether the objects fill IDENTITY columns. */
  readonly explicitIds?: boolean | undefined
  /** Whether the planner's statistics are updated. */
  readonly statUpdate?: boolean | undefined
}

/** COPY's parameters for formats that are read row by row. */
interface RowCopyOptions extends AnyCopyOptions {
  /** How the objects are compressed. Default: by the ending of each key. */
  readonly compression?: Compression | undefined
  /** The region of the objects and of `metadata`. Default: the cluster's. */
  readonly region?: string | undefined
  /** Such as `YYYY-MM-DD HH:MI:SS`, `epochsecs` or `epochmillisecs`. Default: `auto`. */
  readonly timeFormat?: string | undefined
  /** Such as `DD.MM.YYYY`. Default: `auto`. */
  readonly dateFormat?: string | undefined
  /** Whether a date that does not match becomes NULL. */
  readonly acceptAnyDate?: boolean | undefined
  readonly blanksAsNull?: boolean | undefined
  readonly emptyAsNull?: boolean | undefined
  readonly trimBlanks?: boolean | undefined
  readonly truncateColumns?: boolean | undefined
  /** Whether numbers with more decimals than their column are rounded, not cut. */
  readonly roundEc?: boolean | undefined
  /** Whether COPY chooses the encodings of an empty table. */
  readonly compUpdate?: boolean | 'preset' | undefined
}

/** COPY's parameters for formats of text. */
interface TextCopyOptions extends RowCopyOptions {
  /** How many lines to skip at the beginning of each object. */
  readonly ignoreHeader?: number | undefined
  readonly encoding?: 'utf8' | 'utf16' | 'utf16le' | 'utf16be' | undefined
}

/** COPY's parameters for formats in which a line is a row of fields. */
export interface FieldCopyOptions extends TextCopyOptions {
  /** The character between two fields: one ASCII character, `\t`, or an octal `\ddd`. Default: `,` for `csv`, `|` for `delimited`. */
  readonly delimiter?: string | undefined
  /** The text that means NULL; `\0` is the character NUL. Default: `\N`. */
  readonly nullAs?: string | undefined
  /** Fills the last fields of lines that lack them: with NULL, or with empty text if the column is a VARCHAR. */
  readonly fillRecord?: boolean | undefined
  /** Whether empty lines are skipped. */
  readonly ignoreBlankLines?: boolean | undefined
  /** How fields of the objects are given to columns, if there is a header. Default: `name`, which is that in the last line of `ignoreHeader`. */
  readonly match?: Match | undefined
}
