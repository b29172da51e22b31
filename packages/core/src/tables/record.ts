import { attributesOf } from './column-attributes.js'
import { parseColumnType } from './column-type.js'
import { joinPlaces, type Faults } from '../faults/faults.js'
import type { Field } from './field.js'
import { foldName } from './fold-name.js'
import { makeTarget, type LooseTable, type PlacedColumn } from './make-target.js'
import type { TableAttributes } from './table-attributes.js'
import type { Target } from './target.js'

/**
 * The table `table`, whose columns take the fields of records in their order: of a
 * line of CSV, of a row of Parquet, of a JSON array. A column's name is the field's,
 * in lower case and cut at 127 bytes as Redshift has names. How the table is stored
 * is told beside its name: `record({ table: 'orders', distKey: 'id' }, …)`. Throws
 * one `ConfigError` with all faults: an unknown type, two fields with one column.
 */
export function record(
  table: string | ({ readonly table: string } & TableAttributes),
  ...fields: readonly Field[]
): Target {
  return recordOf(typeof table === 'string' ? { table } : table, fields)
}

/** As {@link record}, for attributes that no compiler has seen. */
export function recordOf(table: LooseTable, fields: readonly Field[]): Target {
  return makeTarget(table, 'fields', (faults) => columnsOf(fields, faults))
}

function* columnsOf(fields: readonly Field[], faults: Faults): Generator<PlacedColumn> {
  for (const [index, { name, type, ...attributes }] of fields.entries()) {
    const place = joinPlaces('fields', name)
    const parsed = faults.gather(place, () => parseColumnType(type))
    if (name === '') faults.add(place, 'A column name may not be empty.')
    yield {
      place,
      column: { name: foldName(name), type: parsed ?? '', path: [index], ...attributesOf(attributes) },
    }
  }
}
