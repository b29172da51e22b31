import { attributesOf } from './column-attributes.js'
import { parseColumnType } from './column-type.js'
import { Faults, joinPlaces } from './faults.js'
import type { Property } from './property.js'
import { checkTableAttributes, type LooseTableAttributes, type TableAttributes } from './table-attributes.js'
import type { Column, Path, Target } from './target.js'

/**
 * The table `table`, whose columns take the given properties of JSON documents.
 * A nested property's column is named by its path, joined with `_`, in lower
 * case as Redshift folds names, and cut at 127 bytes as Redshift cuts them
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_names.html). How the table is
 * stored is told beside its name: `jsonObject({ table: 'events', distKey: 'id' }, …)`.
 * Throws one `ConfigError` with all faults: an unknown type, two properties with one column.
 */
export function jsonObject(
  table: string | ({ readonly table: string } & TableAttributes),
  ...properties: readonly Property[]
): Target {
  return targetOf(typeof table === 'string' ? { table } : table, properties)
}

/** As {@link jsonObject}, for attributes that no compiler has seen. */
export function targetOf(
  { table, ...attributes }: { readonly table: string } & LooseTableAttributes,
  properties: readonly Property[],
): Target {
  const faults = new Faults()
  checkTable(table, faults)
  const columns = [...columnsOf(properties, [], 'properties', faults)]
  if (columns.length === 0) faults.add('properties', 'A table needs at least one column.')
  refuseDuplicates(columns, faults)
  const all = columns.map(({ column }) => column)
  const checked = checkTableAttributes(attributes, all, faults)
  faults.throwIfAny()
  return { table, columns: all, ...checked }
}

interface Placed {
  readonly place: string
  readonly column: Column
}

function* columnsOf(
  properties: readonly Property[],
  parents: Path,
  parent: string,
  faults: Faults,
): Generator<Placed> {
  for (const { name, type, column, properties: inner, ...attributes } of properties) {
    const place = joinPlaces(parent, name)
    const path = [...parents, ...stepsOf(name)]
    if (inner) {
      if (inner.length === 0) faults.add(place, 'holds no property; give it a type, or properties.')
      yield* columnsOf(inner, path, place, faults)
      continue
    }
    const parsed = faults.gather(place, () => parseColumnType(type ?? ''))
    if (column === '') faults.add(place, 'A column name may not be empty.')
    const named = column === undefined ? columnName(path) : fold(column)
    yield { place, column: { name: named, type: parsed ?? '', path, ...attributesOf(attributes) } }
  }
}

/** The name of the column that takes the value at `path`, where it is given none. */
export function columnName(path: Path): string {
  return fold(path.join('_'))
}

/** `coordinates[0][1]` as what leads to it: `coordinates`, 0, 1. */
function stepsOf(name: string): Path {
  const [, key = name, indexes = ''] = /^(.+?)((?:\[\d+\])+)$/s.exec(name) ?? []
  return [key, ...Array.from(indexes.matchAll(/\d+/g), ([index]) => Number(index))]
}

const MAX_NAME_BYTES = 127

function fold(given: string): string {
  const name = given.toLowerCase()
  const bytes = Buffer.from(name)
  if (bytes.length <= MAX_NAME_BYTES) return name
  let end = MAX_NAME_BYTES
  while ((bytes[end]! & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
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

function refuseDuplicates(columns: readonly Placed[], faults: Faults): void {
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
