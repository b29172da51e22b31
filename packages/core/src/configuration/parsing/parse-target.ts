import * as v from 'valibot'
import type { AnyPlugin } from '../../contracts/plugin.js'
import { check } from '../../faults/check.js'
import { ConfigError } from '../../faults/errors.js'
import { Faults } from '../../faults/faults.js'
import { openObject } from '../../faults/open-object.js'
import { jsonObject } from '../../tables/target/json-object.js'
import type { TableOptions } from '../../tables/target/make-target.js'
import { orderedFields } from '../../tables/target/ordered-fields.js'
import type { Target } from '../../tables/target/target.js'
import type { TargetConfiguration } from './configuration.js'
import { named, parseFields, parseProperties } from './parse-columns.js'
import { filledEntries, parseFilledColumns } from './parse-filled-columns.js'
import { parseStorage, storageKeys, type StorageKeys } from './parse-storage.js'

const entries = {
  table: v.pipe(v.string(), v.description('The name of the table, or schema.table.')),
  evolve: v.optional(
    v.pipe(
      v.literal('add', 'must be add.'),
      v.description(
        'add: a run that has something to load first adds the columns that the table lacks and that may be NULL. Default: a missing column stops the load.',
      ),
    ),
  ),
  emptied: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description(
        'Whether others remove rows of the table, or drop it, on purpose: an empty or missing table is then no sign of lost rows. Default: false.',
      ),
    ),
  ),
  shared: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description(
        'Whether other steps load the table on purpose, although one of them replaces rows; each of them must set it. Default: false.',
      ),
    ),
  ),
  properties: v.optional(
    v.pipe(
      named,
      v.description(
        'The properties of JSON documents that become columns, by their names: each a column type, a property with more keys, or nested properties. Default: none; then fields are needed.',
      ),
    ),
  ),
  fields: v.optional(
    v.pipe(
      named,
      v.description(
        'The fields of records in order, by the names of their columns: each a column type, or a field with more keys. Default: none; then properties are needed.',
      ),
    ),
  ),
  ...filledEntries,
}

/** What a target may say, besides what only its sink knows. */
export const targetSchema = v.pipe(
  openObject(entries, undefined),
  v.partialCheck(
    [['properties'], ['fields']],
    ({ properties, fields }) => (properties === undefined) !== (fields === undefined),
    'needs either properties, for JSON documents, or fields, for records whose values have an order; give one of the two.',
  ),
)

/**
 * Returns the target that a step names, in either form, as `sink` knows tables; undefined if
 * that is not known. Throws one `ConfigError` with all that is wrong with it.
 */
export function parseTarget(
  target: TargetConfiguration | Target,
  sink: Pick<AnyPlugin<'sink'>, 'target'> | undefined,
): Target {
  const faults = new Faults()
  const storage = sink && {
    table: storageKeys(sink.target?.table),
    column: storageKeys(sink.target?.column),
  }
  if ('columns' in target) {
    if (!isMade(target)) throw new ConfigError('CONFIG_INVALID', WRITTEN_COLUMNS)
    checkStorage(target, storage, faults)
    faults.throwIfAny()
    return target
  }
  const parsing = { faults, storage: storage?.column }
  const properties = parseProperties(target.properties, ['properties'], parsing)
  const fields = parseFields(target.fields, ['fields'], parsing)
  const filled = parseFilledColumns(target, parsing)
  const checked = faults.gather([], () => check(targetSchema, target))
  const { table = '', evolve, emptied, shared, properties: given } = checked ?? {}
  const others = Object.entries(checked ?? {}).filter(([key]) => !Object.hasOwn(entries, key))
  const stored = parseStorage(Object.fromEntries(others), storage?.table, Object.keys(entries), {
    path: [],
    faults,
  })
  faults.throwIfAny()
  const options: TableOptions = {
    table,
    ...(evolve && { evolve }),
    ...(emptied !== undefined && { emptied }),
    ...(shared !== undefined && { shared }),
    ...filled,
    ...stored,
  }
  return given ? jsonObject(options, ...properties) : orderedFields(options, ...fields)
}

/** Columns are what code has made of properties or fields: one that somebody has written lacks where its value stands. */
function isMade({ columns }: Target): boolean {
  return Array.isArray(columns) && columns.every((column) => Array.isArray(Object(column).path))
}

const WRITTEN_COLUMNS = [
  {
    path: ['columns'],
    message:
      'cannot be written in a configuration: write properties, for JSON documents, or fields, for records whose values have an order, each a name and a type.',
  },
]

/** Adds what the sink does not know of how a target that was made in code is stored. */
function checkStorage(
  { columns, storage }: Target,
  known: { readonly table: StorageKeys; readonly column: StorageKeys } | undefined,
  faults: Faults,
): void {
  parseStorage(storage ?? {}, known?.table, [], { path: ['storage'], faults })
  for (const [index, column] of columns.entries())
    parseStorage(column.storage ?? {}, known?.column, [], { path: ['columns', index, 'storage'], faults })
}
