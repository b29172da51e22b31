import { FAULT_CODE } from '../reports/load-error.js'
import type { RecordFault } from './record-reader.js'

/** What COPY makes of a line with fewer or more fields than there are columns. */
export interface FieldRules {
  readonly columns: number
  /** FILLRECORD: what each column gets if its field is missing; undefined if that is a fault. */
  readonly fill: readonly (string | null)[] | undefined
}

/** Completes `fields` to one for each column, in place. Returns a fault if COPY would not load them. */
export function fitFields(fields: (string | null)[], { columns, fill }: FieldRules): RecordFault | undefined {
  if (fields.length === columns) return undefined
  if (fields.length > columns) {
    // A delimiter after the last field is no field.
    if (fields.length === columns + 1 && (fields[columns] ?? '') === '') {
      fields.pop()
      return undefined
    }
    return {
      code: FAULT_CODE.tooManyColumns,
      reason: 'Extra column(s) found',
      column: columns - 1,
      field: fields[columns] ?? '',
    }
  }
  if (fill === undefined) {
    const last = fields.length - 1
    return {
      code: FAULT_CODE.delimiter,
      reason: 'Delimiter not found',
      column: last,
      field: fields[last] ?? '',
    }
  }
  fields.push(...fill.slice(fields.length))
  return undefined
}

/**
 * The value of a field of text: null if it is what stands for NULL. If NULL AS names the NUL character, one at
 * the end of a field belongs to it; it is left out, as PostgreSQL could not hold it.
 */
export function fieldValue(text: string, nullAs: string): string | null {
  if (text === nullAs) return null
  return nullAs === '\0' && text.endsWith(nullAs) ? text.slice(0, -1) : text
}
