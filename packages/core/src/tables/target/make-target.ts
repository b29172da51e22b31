import { Faults } from '../../faults/faults.js'
import { filledColumns, type FilledColumns } from './filled-columns.js'
import { MAX_NAME_BYTES } from './fold-name.js'
import { formatPath, type FaultPath } from '../../faults/fault.js'
import type { TableStorage } from '../columns/storage.js'
import type { Column, Target } from './target.js'

/** A table's name, what becomes of a table that is there, its columns that no object fills, and how it is stored. */
export interface TableOptions extends TableStorage, FilledColumns {
  /** After its schema's name and a dot, if it has one. */
  readonly table: string
  /** `add`: a run that has something to load first adds the columns that the table lacks, as far as they may be NULL. */
  readonly evolve?: 'add' | undefined
  /** Whether others take rows out of the table, or drop it, on purpose. Default: false. */
  readonly emptied?: boolean | undefined
  /** Whether other steps load the table on purpose, although rows are replaced. Default: false. */
  readonly shared?: boolean | undefined
}

/** A column, and where it was written. */
export interface PlacedColumn {
  readonly path: FaultPath
  readonly column: Column
}

/**
 * Returns the target of a table and of the columns written for it under `key`. Throws one
 * `ConfigError` with all faults: those that `columnsOf` adds, a name that no table can have,
 * no column, two of one name.
 */
export function makeTarget(
  { table, evolve, emptied, shared, pathColumns, pathPattern, loadColumns, ...storage }: TableOptions,
  key: string,
  columnsOf: (faults: Faults) => Iterable<PlacedColumn>,
): Target {
  const faults = new Faults()
  checkTable(table, faults)
  const placed = [...columnsOf(faults)]
  if (placed.length === 0) faults.add([key], 'A table needs at least one column.')
  placed.push(...filledColumns({ pathColumns, pathPattern, loadColumns }, faults))
  refuseDuplicates(placed, faults)
  faults.throwIfAny()
  return {
    table,
    columns: placed.map(({ column }) => column),
    ...(evolve && { evolve }),
    ...(emptied !== undefined && { emptied }),
    ...(shared !== undefined && { shared }),
    ...(pathPattern !== undefined && { pathPattern }),
    ...(Object.keys(storage).length > 0 && { storage }),
  }
}

function checkTable(table: string, faults: Faults): void {
  const parts = table.split('.')
  if (parts.length > 2 || parts.some((part) => part === '' || Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    faults.add(
      ['table'],
      `"${table}" must be a table's name, or a schema's and a table's with a dot between, each of 1 to 127 bytes.`,
    )
  }
}

function refuseDuplicates(columns: readonly PlacedColumn[], faults: Faults): void {
  const paths = new Map<string, FaultPath>()
  for (const { path, column } of columns) {
    const other = paths.get(column.name)
    if (other) {
      faults.add(
        path,
        `has the column "${column.name}", like ${formatPath(other)}; give one of them another column name.`,
      )
    } else {
      paths.set(column.name, path)
    }
  }
}
