import { RedshiftError } from '../redshift-error.js'
import type { CopyStatement } from './statement/copy-statement.js'
import type { CopyColumn, CopyTable } from './statement/copy-table.js'

/**
 * The columns that fields are loaded into, in the order of the fields.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-column-mapping.html
 * Throws `RedshiftError` if the column list names what is no column, or an identity column out of place.
 */
export function columnsToLoad(
  statement: Pick<CopyStatement, 'columns' | 'conversions'>,
  table: CopyTable,
): CopyColumn[] {
  const { explicitIds } = statement.conversions
  if (statement.columns === undefined) {
    return table.columns.filter(({ identity }) => identity === undefined || explicitIds)
  }
  const columns = statement.columns.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (column !== undefined) return column
    throw new RedshiftError(`column "${name}" of relation "${table.name}" does not exist`, { code: '42703' })
  })
  const listed = columns.find(({ identity }) => identity === 'always')
  if (listed !== undefined && !explicitIds) {
    throw new RedshiftError('cannot set an identity column to a value', {
      hint: `Column "${listed.name}" is an identity column: leave it out, or specify EXPLICIT_IDS.`,
    })
  }
  if (
    explicitIds &&
    table.columns.some(({ identity }) => identity !== undefined) &&
    !columns.some(({ identity }) => identity)
  ) {
    throw new RedshiftError('EXPLICIT_IDS requires the identity column in the column list')
  }
  return columns
}

/** The first column that is not loaded though it must not be NULL and has nothing else to hold. */
export function columnLeftNull(loaded: readonly CopyColumn[], table: CopyTable): CopyColumn | undefined {
  return table.columns.find(
    (column) =>
      column.notNull && !column.hasDefault && column.identity === undefined && !loaded.includes(column),
  )
}
