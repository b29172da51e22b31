import * as v from 'valibot'
import { check } from '../../faults/check.js'
import { ConfigError, isConfigError } from '../../faults/errors.js'
import type { FaultPath } from '../../faults/fault.js'
import type { Faults } from '../../faults/faults.js'
import { openObject } from '../../faults/open-object.js'
import { columnEntries } from '../../tables/columns/column-attributes.js'
import { parseColumnType } from '../../tables/columns/column-type.js'
import type { Field } from '../../tables/target/field.js'
import type { Property } from '../../tables/target/property.js'
import { parseStorage, type StorageKeys } from './parse-storage.js'

/** What stands by names. */
export type Named = Readonly<Record<string, unknown>>

/** What columns are parsed with. */
export interface ColumnParsing {
  readonly faults: Faults
  /** What the sink knows of columns; undefined if it is not known which sink that is. */
  readonly storage: StorageKeys | undefined
}

const FIELD_KEYS = Object.keys(columnEntries)
const COLUMN_KEYS = [...FIELD_KEYS, 'column']

/** What is wrong with a column that has no type, or something else for one. */
export const missingType = ({ received }: { readonly received: string }): string =>
  received === 'undefined' ? 'is missing.' : 'must be a column type, or an object with one.'

/** A field with more keys than its type. */
export const fieldSchema = openObject(columnEntries, missingType)
/** A property that becomes a column, with more keys than its type. */
export const columnSchema = openObject(
  {
    ...columnEntries,
    column: v.optional(
      v.pipe(
        v.string('must be the name of a column.'),
        v.description('The name of the column. Default: made from the path of the property.'),
      ),
    ),
  },
  missingType,
)

/** Returns the properties that `configuration` names; what is wrong with them is added to the faults. */
export function parseProperties(configuration: unknown, path: FaultPath, parsing: ColumnParsing): Property[] {
  return namedEntries(configuration).map(([name, given]): Property => {
    const inner = [...path, name]
    if (isNamed(given) && !isColumn(given, parsing))
      return { name, properties: parseProperties(given, inner, parsing) }
    return { name, ...parseColumn(given, { schema: columnSchema, keys: COLUMN_KEYS, path: inner }, parsing) }
  })
}

/** Returns the fields that `configuration` names; what is wrong with them is added to the faults. */
export function parseFields(configuration: unknown, path: FaultPath, parsing: ColumnParsing): Field[] {
  return namedEntries(configuration).map(([name, given]): Field => {
    const inner = [...path, name]
    if (/^\d+$/.test(name)) {
      parsing.faults.add(
        inner,
        'is a number, which JavaScript moves before all other names; rename the column, or write the target in code, with orderedFields().',
      )
    }
    return { name, ...parseColumn(given, { schema: fieldSchema, keys: FIELD_KEYS, path: inner }, parsing) }
  })
}

/** What a column is parsed as. */
interface ColumnForm<S extends v.GenericSchema<unknown, { readonly type: string }>> {
  readonly schema: S
  readonly keys: readonly string[]
  readonly path: FaultPath
}

/** Returns a column, which is a type or has one; what is wrong with it is added to the faults. */
export function parseColumn<S extends v.GenericSchema<unknown, { readonly type: string }>>(
  given: unknown,
  { schema, keys, path }: ColumnForm<S>,
  { faults, storage }: ColumnParsing,
): v.InferOutput<S> | { readonly type: string } {
  const column = faults.gather(path, (): { readonly type: string } => {
    if (typeof given === 'string') return { type: given }
    if (isNamed(given)) return check(schema, given)
    throw new ConfigError('CONFIG_INVALID', 'must be a column type, or an object with one.')
  })
  if (!column) return { type: '' }
  // Reported with all else that is wrong here, rather than once the target is made.
  faults.gather(path, () => parseColumnType(column.type))
  const entries = Object.entries(column)
  const known = Object.fromEntries(entries.filter(([key]) => keys.includes(key)))
  const others = Object.fromEntries(entries.filter(([key]) => !keys.includes(key)))
  return { ...known, type: column.type, ...parseStorage(others, storage, keys, { path, faults }) }
}

/** Returns what stands in `configuration` by names; nothing if it is something else. */
export function namedEntries(configuration: unknown): [name: string, given: unknown][] {
  return isNamed(configuration) ? Object.entries(configuration) : []
}

// A document may well have properties called "type" and "default", and then these are column types.
// With "type", "column" and no property beside, it is a column nonetheless.
function isColumn({ type, ...others }: Named, { storage }: ColumnParsing): boolean {
  const isKnown = (key: string) => !storage || COLUMN_KEYS.includes(key) || storage.keys.includes(key)
  if (typeof type !== 'string' || !Object.keys(others).every(isKnown)) return false
  return typeof others['column'] === 'string' || Object.values(others).some((value) => !isColumnType(value))
}

function isColumnType(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseColumnType(value) !== ''
  } catch (error) {
    if (isConfigError(error)) return false
    throw error
  }
}

/** What stands by names, each a column or more of them. */
export const named = v.pipe(
  v.custom<object>(isNamed, 'must be an object of names and column types.'),
  v.metadata({ type: 'object' }),
)

/** Returns whether something stands in `value` by names. */
function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
