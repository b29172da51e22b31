import type { Faults } from '../../faults/faults.js'
import { attributesOf } from '../columns/column-attributes.js'
import { parseColumnType } from '../columns/column-type.js'
import type { Field } from './field.js'
import { foldName } from './fold-name.js'
import { makeTarget, type PlacedColumn, type TableOptions } from './make-target.js'
import type { Target } from './target.js'

/**
 * Returns a target whose columns take the fields of records in their order: of a line of CSV,
 * of a row of Parquet, of a JSON array. A column's name is the field's, in lower case and cut
 * at 127 bytes. How the table is stored stands beside its name. Throws one `ConfigError` with
 * all faults: an unknown type, two fields with one column.
 *
 * @example
 * ```ts
 * orderedFields('orders', field('id', 'bigint'), field('total', 'numeric(12,2)'))
 * ```
 */
export function orderedFields(table: string | TableOptions, ...fields: readonly Field[]): Target {
  return makeTarget(typeof table === 'string' ? { table } : table, 'fields', (faults) =>
    columnsOf(fields, faults),
  )
}

function* columnsOf(fields: readonly Field[], faults: Faults): Generator<PlacedColumn> {
  for (const [index, { name, type, ...attributes }] of fields.entries()) {
    const path = ['fields', name]
    const parsed = faults.gather(path, () => parseColumnType(type))
    if (name === '') faults.add(path, 'A column name must not be empty.')
    yield {
      path,
      column: { name: foldName(name), type: parsed ?? '', path: [index], ...attributesOf(attributes) },
    }
  }
}
