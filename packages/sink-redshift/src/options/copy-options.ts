/**
 * How COPY reads the objects: their format, and COPY's own parameters for it, in camel
 * case. COPY's defaults hold for what is not given, but for `timeFormat` and `dateFormat`.
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY-parameters.html)
 */
export type CopyOptions = JsonCopyOptions | CsvCopyOptions | DelimitedCopyOptions | ParquetCopyOptions

/** How objects are written. */
export type CopyFormat = NonNullable<CopyOptions['format']>

/** A compression that COPY reads. */
export type Compression = 'gzip' | 'bzip2' | 'zstd' | 'lzop' | 'none'

/** For JSON documents, whose properties have names. */
export interface JsonCopyOptions extends TextCopyOptions {
  /** `json` unless given. */
  readonly format?: 'json' | undefined
}

/** For text of fields with a comma, or another delimiter, between them, which may stand in quotes. */
export interface CsvCopyOptions extends FieldCopyOptions {
  readonly format: 'csv'
  /** What a field may be enclosed in, written twice within it: one printable ASCII character; `"` unless given. */
  readonly quote?: string | undefined
}

/** For text of fields with a delimiter between them, `|` unless given. */
export interface DelimitedCopyOptions extends FieldCopyOptions {
  readonly format: 'delimited'
  /** Whether a backslash takes the character behind it as it is, a delimiter or the end of a line too. */
  readonly escape?: boolean | undefined
  /** Whether quotation marks around a field are taken off. */
  readonly removeQuotes?: boolean | undefined
}

/**
 * For Parquet files, which tell their own types and compression, and of which the first
 * value that does not fit ends the load
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export interface ParquetCopyOptions extends AnyCopyOptions {
  readonly format: 'parquet'
  /** Makes NULL what files lack in their last columns. */
  readonly fillRecord?: boolean | undefined
  /** Whether lists, structs and maps go into SUPER columns. */
  readonly serializeToJson?: boolean | undefined
}

/** What COPY takes whatever the format. */
interface AnyCopyOptions {
  /** Replaces characters that are not UTF-8, by `?` or by the character given. */
  readonly acceptInvChars?: boolean | string | undefined
  /** Lets the objects fill IDENTITY columns. */
  readonly explicitIds?: boolean | undefined
  /** Whether the planner's statistics are brought up to date. */
  readonly statUpdate?: boolean | undefined
}

/** What COPY takes where values are text. */
interface TextCopyOptions extends AnyCopyOptions {
  /** How the objects are compressed; told from the ending of each unless given. */
  readonly compression?: Compression | undefined
  /** The region of the objects and of `metadata`, where it is not the cluster's. */
  readonly region?: string | undefined
  /** The load fails at this many rows that do not fit; the first one unless given. */
  readonly maxError?: number | undefined
  /** Such as `YYYY-MM-DD HH:MI:SS`, `epochsecs` or `epochmillisecs`; `auto` unless given. */
  readonly timeFormat?: string | undefined
  /** Such as `DD.MM.YYYY`; `auto` unless given. */
  readonly dateFormat?: string | undefined
  /** Makes a date that does not match NULL. */
  readonly acceptAnyDate?: boolean | undefined
  readonly blanksAsNull?: boolean | undefined
  readonly emptyAsNull?: boolean | undefined
  readonly trimBlanks?: boolean | undefined
  readonly truncateColumns?: boolean | undefined
  /** Rounds numbers that have more decimals than their column, rather than cutting them. */
  readonly roundEc?: boolean | undefined
  /** How many lines to skip at the head of each object. */
  readonly ignoreHeader?: number | undefined
  readonly encoding?: 'utf8' | 'utf16' | 'utf16le' | 'utf16be' | undefined
  /** Whether an empty table is given encodings that fit the objects. */
  readonly compUpdate?: boolean | 'preset' | undefined
}

/** What COPY takes where a line is a record of fields. */
interface FieldCopyOptions extends TextCopyOptions {
  /** What stands between two fields: one ASCII character, or `\t` or octal `\ddd` as COPY writes one. */
  readonly delimiter?: string | undefined
  /** What stands for NULL; `\N` unless given, and `\0` is the character NUL. */
  readonly nullAs?: string | undefined
  /** Fills up lines that lack their last fields, with NULL, or with empty text where the column is a VARCHAR. */
  readonly fillRecord?: boolean | undefined
  /** Passes over lines with nothing in them. */
  readonly ignoreBlankLines?: boolean | undefined
}
