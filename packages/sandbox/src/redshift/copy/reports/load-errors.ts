import { RedshiftError } from '../../redshift-error.js'
import type { CopyColumn } from '../statement/copy-table.js'
import { typeName } from '../statement/type-name.js'
import type { Fault, LoadError } from './load-error.js'

/** A fault, and the column and field it was found in, if it is not the whole record's. */
export interface RowFault {
  readonly fault: Fault
  readonly column?: CopyColumn | undefined
  readonly field?: string | undefined
}

/** Errors that are kept; of any more only the number is, as IGNOREALLERRORS sets no limit. */
const MOST_RECORDED = 10_000
const WIDEST_TEXT = 1_024

/** Records what could not be loaded, and fails the load when it is too much. */
export class LoadErrors {
  readonly #table: string
  readonly #most: number
  readonly #recorded: LoadError[] = []
  #count = 0

  /** Takes the name of the table, and the number of errors at which the load fails. */
  constructor(table: string, most: number) {
    this.#table = table
    this.#most = most
  }

  get count(): number {
    return this.#count
  }

  get recorded(): readonly LoadError[] {
    return this.#recorded
  }

  /** Throws `RedshiftError` if the load has as many errors as fail it. */
  add(
    { fault, column, field = '' }: RowFault,
    { raw, line }: { raw: string; line: number },
    url: string,
  ): void {
    this.#count++
    if (this.#recorded.length < MOST_RECORDED) {
      this.#recorded.push({
        filename: url,
        lineNumber: line,
        column: column?.name ?? '',
        type: column === undefined ? '' : typeName(column.type),
        length: column === undefined ? '' : lengthOf(column),
        position: fault.position ?? 0,
        rawLine: dotted(raw),
        rawField: decoded(field.slice(0, WIDEST_TEXT)),
        code: fault.code,
        reason: decoded(fault.reason),
      })
    }
    if (this.#count < this.#most) return
    throw new RedshiftError(
      `Load into table '${this.#table}' failed.  Check 'stl_load_errors' system table for details.`,
    )
  }
}

function lengthOf({ length, precision, scale }: CopyColumn): string {
  if (precision !== undefined) return `${precision}, ${scale ?? 0}`
  return String(length ?? 0)
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html: each multibyte character becomes a dot. */
function dotted(raw: string): string {
  return copied(raw.slice(0, WIDEST_TEXT))
    .replace(/\r?\n$/, '')
    .replace(/[\xc0-\xff][\x80-\xbf]*|[\x80-\xbf]/g, '.')
}

/** A copy of `text`: a slice would keep the text that it came from in memory. */
function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

/** The text whose UTF-8 bytes are the characters of `text`. */
function decoded(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
