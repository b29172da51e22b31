import { attributesOf } from './column-attributes.js'
import { parseColumnType } from './column-type.js'
import { joinPlaces, type Faults } from '../faults/faults.js'
import { foldName } from './fold-name.js'
import { makeTarget, type LooseTable, type PlacedColumn } from './make-target.js'
import type { Property } from './property.js'
import type { TableAttributes } from './table-attributes.js'
import type { Path, Target } from './target.js'

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
export function targetOf(table: LooseTable, properties: readonly Property[]): Target {
  return makeTarget(table, 'properties', (faults) => columnsOf(properties, [], 'properties', faults))
}

function* columnsOf(
  properties: readonly Property[],
  parents: Path,
  parent: string,
  faults: Faults,
): Generator<PlacedColumn> {
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
    const named = column === undefined ? columnName(path) : foldName(column)
    yield { place, column: { name: named, type: parsed ?? '', path, ...attributesOf(attributes) } }
  }
}

/** The name of the column that takes the value at `path`, where it is given none. */
export function columnName(path: Path): string {
  return foldName(path.join('_'))
}

/** `coordinates[0][1]` as what leads to it: `coordinates`, 0, 1. */
function stepsOf(name: string): Path {
  const [, key = name, indexes = ''] = /^(.+?)((?:\[\d+\])+)$/s.exec(name) ?? []
  return [key, ...Array.from(indexes.matchAll(/\d+/g), ([index]) => Number(index))]
}
