import { counted, matchFields, SourceError, type Column } from '@arbalest/core/plugin'
import type { Field } from './fields.js'

/** Which field goes to a column, by the column's name; a column that is not in it gets none. */
export type Places = ReadonlyMap<string, number>

/** Returns the places of fields that go to columns in their order. */
export function placesInOrder(columns: readonly Column[]): Places {
  return new Map(columns.map(({ name }, index) => [name, index]))
}

/**
 * Returns which fields of the object at `url` go to which columns, by their names. Names of which none is a column's, or that are as many as
 * the columns and stand in none's place but their own, are another spelling: such fields go to the columns in their order. Throws
 * `SourceError` with the code `NAMES_DIFFER` if two fields mean one column, or if a column that must have a value has none.
 */
export function placesByName(columns: readonly Column[], url: string, fields: readonly Field[]): Places {
  const names = fields.map(({ name }) => name)
  // A line may end in a delimiter.
  if (names.length > columns.length && names.at(-1) === '') names.pop()
  const meant = matchFields(columns, names)
  if (names.length === 0) return placesInOrder(columns)
  const areNone = meant.every((column) => column === undefined)
  const isSpelling = areNone || (meant.includes(undefined) && stand(meant, columns))
  if (isSpelling && names.length === columns.length) return placesInOrder(columns)
  if (areNone)
    throw namesDiffer(
      url,
      `none of its fields has the name of one of the target's, and it has ${counted(names.length, 'field')}, but the target has ${columns.length}`,
    )
  const places = new Map<string, number>()
  for (const [index, column] of meant.entries()) {
    if (!column) continue
    const before = places.get(column.name)
    if (before !== undefined) throw namesDiffer(url, twice(names[before]!, names[index]!, column))
    places.set(column.name, index)
  }
  const needed = columns.filter(({ name, notNull }) => notNull === true && !places.has(name))
  if (needed.length > 0) {
    const lacking = needed.map(({ name }) => `"${name}"`).join(', ')
    throw namesDiffer(url, `it lacks ${lacking}, which must have a value`)
  }
  return places
}

function twice(one: string, other: string, { name }: Column): string {
  return one === other ? `it has "${one}" twice` : `"${one}" and "${other}" both mean the field "${name}"`
}

/** Whether each column that is meant stands in its own place. */
function stand(meant: readonly (Column | undefined)[], columns: readonly Column[]): boolean {
  return meant.every((column, index) => column === undefined || column === columns[index])
}

function namesDiffer(url: string, what: string): SourceError {
  return new SourceError(
    'NAMES_DIFFER',
    `${url}: ${what}. Nothing of this transaction is loaded. Correct the target's fields, or set match: position under the step's copy; then fields are taken in their order, whatever their names are.`,
    { object: url },
  )
}
