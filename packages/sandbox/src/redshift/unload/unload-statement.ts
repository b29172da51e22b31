import type { S3Location } from '../objects/s3-location.js'
import type { Authorization } from '../objects/authorization.js'

/**
 * How rows become bytes.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html
 */
export type UnloadFormat =
  | {
      readonly kind: 'delimited'
      readonly delimiter: string
      readonly addQuotes: boolean
      readonly escape: boolean
      readonly header: boolean
    }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly header: boolean }
  | { readonly kind: 'fixedwidth'; readonly widths: readonly number[] }
  | { readonly kind: 'json' }
  | { readonly kind: 'parquet' }

/** An UNLOAD statement, read and found consistent. */
export interface UnloadStatement {
  /** The query, as it would stand by itself. */
  readonly query: string
  /** What the names of the files begin with. */
  readonly target: S3Location
  readonly authorization: Authorization
  readonly format: UnloadFormat
  /** The text that stands for NULL in text formats. */
  readonly nullAs: string
  readonly gzip: boolean
  /** Columns whose values name folders, lower case; `include` has them in the files too. */
  readonly partition?: { readonly columns: readonly string[]; readonly include: boolean }
  readonly manifest: false | 'plain' | 'verbose'
  /** What may happen to objects that are there. */
  readonly existing: 'refuse' | 'overwrite' | 'remove'
  /** Whether several files are written side by side. */
  readonly parallel: boolean
  /** Bytes of the largest file. */
  readonly maxFileSize: number
  /** The end of the files' names, in place of what format and compression give them. */
  readonly extension?: string
}
