import { Faults } from '../faults/faults.js'
import { MAX_NAME_BYTES } from './fold-name.js'
import { checkTableAttributes, type LooseTableAttributes } from './table-attributes.js'
import type { Column, Target } from './target.js'

/** A table's name, and how it is stored, as may have been written where no compiler was. */
export type LooseTable = { readonly table: string } & LooseTableAttributes

/** A column, and where it was written. */
export interface PlacedColumn {
  readonly place: string
  readonly column: Column
}

/**
 * The target of a table and the columns written for it under `place`. Throws one
 * `ConfigError` with all faults: those that `columnsOf` adds, a table's name that is
 * none, no column, two of one name, attributes that contradict each other.
 */
export function makeTarget(
  { table, ...attributes }: LooseTable,
  place: string,
  columnsOf: (faults: Faults) => Iterable<PlacedColumn>,
): Target {
  const faults = new Faults()
  checkTable(table, faults)
  const placed = [...columnsOf(faults)]
  if (placed.length === 0) faults.add(place, 'A table needs at least one column.')
  refuseDuplicates(placed, faults)
  const columns = placed.map(({ column }) => column)
  const checked = checkTableAttributes(attributes, columns, faults)
  faults.throwIfAny()
  return { table, columns, ...checked }
}

function checkTable(table: string, faults: Faults): void {
  const parts = table.split('.')
  if (parts.length > 2 || parts.some((part) => part === '' || Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    faults.add(
      'table',
      `"${table}" must be a table's name, or a schema's and a table's with a dot between, each of 1 to 127 bytes.`,
    )
  }
}

function refuseDuplicates(columns: readonly PlacedColumn[], faults: Faults): void {
  const places = new Map<string, string>()
  for (const { place, column } of columns) {
    const other = places.get(column.name)
    if (other) {
      faults.add(
        place,
        `has the column "${column.name}", as has ${other}; give one of them a column name of its own.`,
      )
    } else {
      places.set(column.name, place)
    }
  }
}
