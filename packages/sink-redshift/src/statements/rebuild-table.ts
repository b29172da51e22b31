import type { Statement } from '@arbalest/core'
import type { RedshiftTableStorage } from '../options/target-storage.js'
import { quoteIdentifier, quoteTable } from './syntax/quote.js'
import { defineColumn, type ColumnDefinition } from './tables/column-definition.js'
import { BEGIN, COMMIT } from './session.js'
import { dropTable, lockTable, renameTable, tableAttributes } from './tables/tables.js'

/** A column of a table that is made anew. */
export interface RebuiltColumn extends ColumnDefinition {
  /** Whether the values of the old table are kept as they are, or cast to the type; `none` if it has no such column. */
  readonly values: 'keep' | 'cast' | 'none'
}

/** Makes the table `rebuilt`, with these columns and the rows of `table`, and puts it in the place of `table`. */
export function rebuildTable(
  table: string,
  rebuilt: string,
  columns: readonly RebuiltColumn[],
  attributes: RedshiftTableStorage,
): readonly Statement[] {
  const definitions = columns.map((column) => `\n  ${defineColumn(column)}`).join(',')
  const kept = columns.filter(({ values }) => values !== 'none')
  const names = kept.map(({ name }) => quoteIdentifier(name)).join(', ')
  return [
    BEGIN,
    lockTable(table),
    {
      text: [`create table ${quoteTable(rebuilt)} (${definitions}\n)`, ...tableAttributes(attributes)].join(
        '\n',
      ),
    },
    {
      text: `insert into ${quoteTable(rebuilt)} (${names})\nselect ${kept.map(selection).join(', ')} from ${quoteTable(table)}`,
    },
    dropTable(table),
    renameTable(rebuilt, table),
    COMMIT,
  ]
}

function selection({ name, type, values }: RebuiltColumn): string {
  return values === 'cast' ? `cast(${quoteIdentifier(name)} as ${type})` : quoteIdentifier(name)
}
