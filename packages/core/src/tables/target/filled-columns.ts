import type { FaultPath } from '../../faults/fault.js'
import type { Faults } from '../../faults/faults.js'
import { attributesOf } from '../columns/column-attributes.js'
import { parseColumnType } from '../columns/column-type.js'
import type { Field } from './field.js'
import type { LoadFilling } from '../columns/filling.js'
import { isFillable } from '../columns/fit-value.js'
import { foldName } from './fold-name.js'
import { partsIn, patternReader } from './path-parts.js'
import type { Column } from './target.js'

/** A column that takes parts of objects' keys. */
export interface PathColumn extends Field {
  /** Which: names of parts in braces, and what stands between them, such as `{year}-{month}-{day}`. Default: the part with the column's name. */
  readonly from?: string | undefined
}

/** The names of columns that take what is known of the load that a row came in. */
export interface LoadColumns {
  /** Of the object's URL, such as `memory:/a.json`; varchar(2048). Default: no such column. */
  readonly path?: string | undefined
  /** Of when the transaction began, by the sink's clock, in UTC; timestamp. Default: no such column. */
  readonly loadedAt?: string | undefined
  /** Of the run's id; varchar(36). Default: no such column. */
  readonly run?: string | undefined
}

/** The columns of a table that no object fills. */
export interface FilledColumns {
  /** Those that take parts of objects' keys. Default: none. */
  readonly pathColumns?: readonly PathColumn[] | undefined
  /**
   * How keys begin, with names of parts in braces: `events/{dt}/{hour}/`. Default: parts are
   * folders called `name=value`, wherever they stand.
   */
  readonly pathPattern?: string | undefined
  /** Those that take what is known of the load. Default: none. */
  readonly loadColumns?: LoadColumns | undefined
}

/** Yields these columns, each with where it was written. Adds what is wrong with them to `faults`. */
export function* filledColumns(
  { pathColumns = [], pathPattern, loadColumns = {} }: FilledColumns,
  faults: Faults,
): Generator<{ readonly path: FaultPath; readonly column: Column }> {
  const known = pathPattern === undefined ? undefined : partsOfPattern(pathPattern, faults)
  if (pathPattern !== undefined && pathColumns.length === 0)
    faults.add(['pathPattern'], 'has no effect without pathColumns, which take its parts.')
  for (const { name, type, from = `{${name}}`, ...attributes } of pathColumns) {
    const path = ['pathColumns', name]
    const parsed = faults.gather(path, () => parseColumnType(type)) ?? ''
    if (parsed !== '' && !isFillable(parsed))
      faults.add(
        path,
        `is ${parsed}, and no part of a key can be read as that; use text, a number or a date.`,
      )
    checkParts(from, known, path, faults)
    yield {
      path,
      column: {
        name: foldName(name),
        type: parsed,
        path: [],
        filling: { kind: 'path', from },
        ...attributesOf(attributes),
      },
    }
  }
  for (const [of, type] of LOAD_TYPES) {
    const name = loadColumns[of]
    if (name === undefined) continue
    const path = ['loadColumns', of]
    if (name === '') faults.add(path, 'A column name must not be empty.')
    yield { path, column: { name: foldName(name), type, path: [], filling: { kind: 'load', of } } }
  }
}

// About twice the longest URL that a store of objects is known to have.
const LOAD_TYPES: readonly (readonly [LoadFilling['of'], string])[] = [
  ['path', 'varchar(2048)'],
  ['loadedAt', 'timestamp'],
  ['run', 'varchar(36)'],
]

function partsOfPattern(pattern: string, faults: Faults): readonly string[] | undefined {
  return faults.gather(['pathPattern'], () => patternReader(pattern)) && partsIn(pattern)
}

function checkParts(
  from: string,
  known: readonly string[] | undefined,
  path: FaultPath,
  faults: Faults,
): void {
  const wanted = partsIn(from)
  if (wanted.length === 0) faults.add([...path, 'from'], `"${from}" names no part of the key, such as {dt}.`)
  for (const part of wanted) {
    if (known && !known.includes(part))
      faults.add(path, `takes the part {${part}}, which pathPattern does not name.`)
  }
}
