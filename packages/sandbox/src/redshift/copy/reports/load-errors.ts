import { RedshiftError } from '../../redshift-error.js'
import { typeName } from '../type-name.js'
import type { CopyColumn } from '../copy-table.js'
import type { Fault, LoadError } from './load-error.js'

/** A fault, and the column and field it was found in, where it is not the whole record's. */
export interface RowFault {
  readonly fault: Fault
  readonly column?: CopyColumn | undefined
  readonly field?: string | undefined
}

/** Of more errors than this, only the number is kept: with IGNOREALLERRORS there is no end to them. */
const mostRecorded = 10_000
const widestText = 1_024

/** Records what could not be loaded, and fails the load when it is too much. */
export class LoadErrors {
  readonly #table: string
  readonly #most: number
  readonly #recorded: LoadError[] = []
  #count = 0

  /** The load into `table` fails at `most` errors. */
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

  /** @throws RedshiftError when the load has as many errors as fail it. */
  add(
    { fault, column, field = '' }: RowFault,
    { raw, line }: { raw: string; line: number },
    url: string,
  ): void {
    this.#count++
    if (this.#recorded.length < mostRecorded) {
      this.#recorded.push({
        filename: url,
        lineNumber: line,
        column: column?.name ?? '',
        type: column === undefined ? '' : typeName(column.type),
        length: column === undefined ? '' : lengthOf(column),
        position: fault.position ?? 0,
        rawLine: dotted(raw),
        rawField: decoded(field.slice(0, widestText)),
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

/** https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html: multibyte characters become dots. */
function dotted(raw: string): string {
  return copied(raw.slice(0, widestText))
    .replace(/\r?\n$/, '')
    .replace(/[\xc0-\xff][\x80-\xbf]*|[\x80-\xbf]/g, '.')
}

/** What is recorded must not be a slice of the text it came from, which would stay in memory with it. */
function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

/** Text of one character a byte as what it says. */
function decoded(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
