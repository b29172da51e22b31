import { parseColumnType } from './column-type.js'
import { isConfigError } from './errors.js'
import type { TableColumn } from './sink-schema.js'
import type { Column } from './target.js'

/** One way in which a table is not as its target says. */
export interface Difference {
  /** `missing`: in the target alone; `extra`: in the table alone; else how the table's type is, beside the target's. */
  readonly kind: 'missing' | 'extra' | 'narrower' | 'wider' | 'other type'
  readonly column: string
  /** The type that the target says. */
  readonly declared?: string
  /** The type that the table has. */
  readonly actual?: string
  /** Whether no load can succeed; a narrower column stops only the rows that do not fit. */
  readonly stops: boolean
}

/** How a table's columns differ from those of its target, in the order of the target. */
export function compareColumns(
  declared: readonly Pick<Column, 'name' | 'type'>[],
  actual: readonly TableColumn[],
): Difference[] {
  const there = new Map(actual.map((column) => [column.name, column]))
  const said = new Set(declared.map(({ name }) => name))
  return [
    ...declared.flatMap(({ name, type }) => differencesOf(name, parseColumnType(type), there.get(name))),
    ...actual
      .filter(({ name }) => !said.has(name))
      .map(({ name, type, required }): Difference => ({
        kind: 'extra',
        column: name,
        actual: type,
        stops: required,
      })),
  ]
}

function differencesOf(column: string, declared: string, there: TableColumn | undefined): Difference[] {
  if (!there) return [{ kind: 'missing', column, declared, stops: true }]
  const { type: actual } = there
  if (actual === declared || !isKnown(actual)) return []
  const [one, other] = [capacityOf(declared), capacityOf(actual)]
  if (!one || !other || one.family !== other.family)
    return [{ kind: 'other type', column, declared, actual, stops: true }]
  const narrower = other.sizes.some((size, index) => size < one.sizes[index]!)
  return [{ kind: narrower ? 'narrower' : 'wider', column, declared, actual, stops: false }]
}

interface Capacity {
  readonly family: string
  /** What has to be as large, or larger, for every value to fit. */
  readonly sizes: readonly number[]
}

// The digits before and behind the point; an integer of n digits may hold one more, but not all of them.
const INTEGERS = new Map([
  ['smallint', 4.5],
  ['integer', 9.5],
  ['bigint', 18.5],
])

/** How much a value of a type may hold, where there are types that hold more of the same; undefined for all others. */
function capacityOf(type: string): Capacity | undefined {
  const [, name = type, first = '0', second = '0'] = /^(\w+)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? []
  const digits = INTEGERS.get(name)
  if (digits !== undefined) return { family: 'exact number', sizes: [digits, 0] }
  switch (name) {
    case 'numeric':
      return { family: 'exact number', sizes: [Number(first) - Number(second), Number(second)] }
    case 'real':
      return { family: 'floating point', sizes: [4] }
    case 'double precision':
      return { family: 'floating point', sizes: [8] }
    // A letter of CHAR is one byte, and ASCII.
    case 'char':
      return { family: 'text', sizes: [Number(first), 0] }
    case 'varchar':
      return { family: 'text', sizes: [Number(first), 1] }
    case 'varbyte':
      return { family: 'bytes', sizes: [Number(first)] }
    default:
      return undefined
  }
}

function isKnown(type: string): boolean {
  try {
    return parseColumnType(type) !== ''
  } catch (error) {
    if (isConfigError(error)) return false
    throw error
  }
}
