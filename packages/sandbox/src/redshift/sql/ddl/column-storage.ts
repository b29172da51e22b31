import { RedshiftError } from '../../redshift-error.js'
import type { ColumnDefinition } from './column-definition.js'
import type { TableStorage } from './table-storage.js'

/** Types that rows are neither distributed nor sorted by. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html */
const KEYLESS = new Set(['geography', 'geometry', 'super', 'varbyte'])

/** How a new table of `columns` is stored: as they say, and as is said of the `table`; of one that a query fills, the columns are not known. */
export function storageOf(columns: readonly ColumnDefinition[], table: TableStorage): TableStorage {
  const distKeys = [...named(columns, 'distkey'), ...(table.distKey === undefined ? [] : [table.distKey])]
  const sortKeys = named(columns, 'sortkey')
  if (distKeys.length > 1 || sortKeys.length > 1 || (sortKeys.length === 1 && table.sortKey)) {
    throw new RedshiftError('A table has one DISTKEY and one SORTKEY', { code: '42601' })
  }
  const [distKey] = distKeys
  const { distStyle = distKey && 'key' } = table
  if ((distStyle === 'key') !== (distKey !== undefined)) {
    throw new RedshiftError('DISTSTYLE KEY and a DISTKEY need each other', { code: '42601' })
  }
  const sortKey = table.sortKey ?? (sortKeys.length > 0 ? sortKeys : undefined)
  checkKeys(columns, [...distKeys, ...(sortKey ?? [])])
  const encodings = columns.flatMap(({ name, encoding }) => (encoding ? [[name, encoding] as const] : []))
  return {
    ...(distStyle && distStyle !== 'auto' && { distStyle }),
    ...(distKey !== undefined && { distKey }),
    ...(sortKey && { sortKey, interleaved: table.interleaved }),
    ...(table.backup === false && { backup: false }),
    ...(encodings.length > 0 && { encodings: new Map(encodings) }),
  }
}

function named(columns: readonly ColumnDefinition[], attribute: string): string[] {
  return columns.filter(({ attributes }) => attributes.includes(attribute)).map(({ name }) => name)
}

function checkKeys(columns: readonly ColumnDefinition[], keys: readonly string[]): void {
  if (columns.length === 0) return
  for (const key of keys) {
    const column = columns.find(({ name }) => name === key)
    if (!column) throw new RedshiftError(`column "${key}" named in key does not exist`, { code: '42703' })
    if (KEYLESS.has(column.type.replace(/\(.*/, ''))) {
      throw new RedshiftError(`column "${key}" named in key has a type that no key may have`, {
        code: '0A000',
      })
    }
  }
}
