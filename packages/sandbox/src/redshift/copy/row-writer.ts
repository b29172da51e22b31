import { conversionOf } from './convert/conversion-of.js'
import type { Convert } from './convert/convert.js'
import { FAULT_CODE } from './reports/load-error.js'
import type { RowFault } from './reports/load-errors.js'
import type { CopyConversions } from './statement/copy-statement.js'
import type { CopyColumn } from './statement/copy-table.js'
import { NULL_TEXT } from './text/copy-text.js'
import type { RecordReader } from './text/record-reader.js'

// As users report it.
const MISSING = { code: FAULT_CODE.missingData, reason: 'Missing data for not-null field' }

/** Makes of records rows of PostgreSQL's COPY text format. */
export class RowWriter {
  readonly #columns: readonly CopyColumn[]
  readonly #converts: readonly Convert[]
  readonly #leftNull: CopyColumn | undefined

  /** `leftNull` is a column that no row can fill, so that none is loaded. */
  constructor(columns: readonly CopyColumn[], options: CopyConversions, leftNull: CopyColumn | undefined) {
    this.#columns = columns
    this.#converts = columns.map((column) => conversionOf(column, options))
    this.#leftNull = leftNull
  }

  /** The row of the reader's latest record, with its newline, or the first thing that is wrong with it. */
  row({ fields, fault }: Pick<RecordReader, 'fields' | 'fault'>): string | RowFault {
    if (fault !== undefined) {
      return {
        fault,
        column: fault.column === undefined ? undefined : this.#columns[fault.column],
        field: fault.field,
      }
    }
    if (this.#leftNull !== undefined) return { fault: MISSING, column: this.#leftNull }
    let row = ''
    for (let index = 0; index < this.#converts.length; index++) {
      const field = fields[index] ?? null
      const converted = field === null ? null : (this.#converts[index] as Convert)(field)
      if (index > 0) row += '\t'
      if (typeof converted === 'string') row += converted
      else if (converted === null) {
        if (this.#columns[index]?.notNull === true) {
          return { fault: MISSING, column: this.#columns[index], field: field ?? '' }
        }
        row += NULL_TEXT
      } else return { fault: converted, column: this.#columns[index], field: field ?? '' }
    }
    return `${row}\n`
  }
}
