import { compareCapacity } from './capacity.js'
import { parseColumnType } from '../columns/column-type.js'
import type { Difference } from './difference.js'
import { isConfigError } from '../../faults/errors.js'
import type { TableColumn } from './table.js'
import type { Column } from '../target/target.js'

/**
 * How a table's columns differ from those of its target, in the order of the target; defaults are not compared.
 *
 * @example
 * ```ts
 * const stopping = compareColumns(target.columns, existing).filter(({ effect }) => effect === 'stops a load')
 * ```
 */
export function compareColumns(
  declared: readonly Pick<Column, 'name' | 'type' | 'notNull'>[],
  actual: readonly TableColumn[],
): Difference[] {
  const there = new Map(actual.map((column) => [column.name, column]))
  const said = new Set(declared.map(({ name }) => name))
  return [
    ...declared.flatMap((column) => [...differencesOf(column, there.get(column.name))]),
    ...actual
      .filter(({ name }) => !said.has(name))
      .map(({ name, type, notNull, hasDefault }): Difference => ({
        kind: 'extra',
        effect: notNull && !hasDefault ? 'stops a load' : 'harmless',
        column: name,
        actual: type,
      })),
  ]
}

function* differencesOf(
  { name: column, type, notNull = false }: Pick<Column, 'name' | 'type' | 'notNull'>,
  there: TableColumn | undefined,
): Generator<Difference> {
  const declared = parseColumnType(type)
  if (!there) return yield { kind: 'missing', effect: 'stops a load', column, declared }
  const { type: actual } = there
  if (actual !== declared && isKnown(actual)) {
    const kind = compareCapacity(declared, actual)
    if (kind === undefined) yield { kind: 'other type', effect: 'stops a load', column, declared, actual }
    else yield { kind, effect: kind === 'wider' ? 'harmless' : 'may refuse rows', column, declared, actual }
  }
  // Even if it has a default: an object without a value gives NULL.
  if (there.notNull && !notNull) yield { kind: 'not null', effect: 'may refuse rows', column }
  if (notNull && !there.notNull) yield { kind: 'nullable', effect: 'harmless', column }
}

function isKnown(type: string): boolean {
  try {
    return parseColumnType(type) !== ''
  } catch (error) {
    if (isConfigError(error)) return false
    throw error
  }
}
