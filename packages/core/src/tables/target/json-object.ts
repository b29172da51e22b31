import type { FaultPath } from '../../faults/fault.js'
import type { Faults } from '../../faults/faults.js'
import { attributesOf } from '../columns/column-attributes.js'
import { parseColumnType } from '../columns/column-type.js'
import { foldName } from './fold-name.js'
import { makeTarget, type PlacedColumn, type TableOptions } from './make-target.js'
import type { Property } from './property.js'
import type { Path, Target } from './target.js'

/**
 * Returns a target whose columns take the given properties of JSON documents. A nested
 * property's column is named by its path, joined with `_`, in lower case, and cut at 127
 * bytes. How the table is stored stands beside its name. Throws one `ConfigError` with all
 * faults: an unknown type, two properties with one column.
 *
 * @example
 * ```ts
 * jsonObject(
 *   'events',
 *   property('id', 'varchar(36)'),
 *   property('number', 'integer', 'custom_column_name'),
 *   property('child', property('flag', 'boolean')), // the column child_flag
 * )
 * ```
 */
export function jsonObject(table: string | TableOptions, ...properties: readonly Property[]): Target {
  return makeTarget(typeof table === 'string' ? { table } : table, 'properties', (faults) =>
    columnsOf(properties, { path: [], place: ['properties'] }, faults),
  )
}

/** Where properties stand: in a document, and in what was written. */
interface Parent {
  readonly path: Path
  readonly place: FaultPath
}

function* columnsOf(
  properties: readonly Property[],
  parent: Parent,
  faults: Faults,
): Generator<PlacedColumn> {
  for (const { name, type, column, properties: inner, ...attributes } of properties) {
    const place = [...parent.place, name]
    const path = [...parent.path, ...stepsOf(name)]
    if (inner) {
      if (inner.length === 0) faults.add(place, 'has no property; give it a type, or properties.')
      yield* columnsOf(inner, { path, place }, faults)
      continue
    }
    const parsed = faults.gather(place, () => parseColumnType(type ?? ''))
    if (column === '') faults.add(place, 'A column name must not be empty.')
    const named = column === undefined ? columnName(path) : foldName(column)
    yield { path: place, column: { name: named, type: parsed ?? '', path, ...attributesOf(attributes) } }
  }
}

/**
 * Returns the name of the column that takes the value at `path`, if it is given none.
 *
 * @example
 * ```ts
 * columnName(['user', 'id']) // 'user_id'
 * ```
 */
export function columnName(path: Path): string {
  return foldName(path.join('_'))
}

/** Returns what leads to `coordinates[0][1]`: `coordinates`, 0, 1. */
function stepsOf(name: string): Path {
  const [, key = name, indexes = ''] = /^(.+?)((?:\[\d+\])+)$/s.exec(name) ?? []
  return [key, ...Array.from(indexes.matchAll(/\d+/g), ([index]) => Number(index))]
}
