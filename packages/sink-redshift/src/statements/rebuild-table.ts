import type { Statement, TableAttributes } from '@arbalest/core'
import { quoteIdentifier, quoteTable } from './quote.js'
import { lockTable } from './locks.js'
import { BEGIN, COMMIT } from './session.js'
import { definitionOf, dropTable, renameTable, storage, type KnownColumn } from './tables.js'

/** A column of a table that is made anew. */
export interface RebuiltColumn extends KnownColumn {
  /** Whether the values that the table has are kept as they are, cast to the type, or if there are none. */
  readonly values: 'keep' | 'cast' | 'none'
}

/** Makes `table` anew, with these columns and its rows, as `rebuilt` beside it, which then takes its place. */
export function rebuildTable(
  table: string,
  rebuilt: string,
  columns: readonly RebuiltColumn[],
  attributes: TableAttributes,
): readonly Statement[] {
  const definitions = columns.map((column) => `\n  ${definitionOf(column)}`).join(',')
  const kept = columns.filter(({ values }) => values !== 'none')
  const names = kept.map(({ name }) => quoteIdentifier(name)).join(', ')
  return [
    BEGIN,
    lockTable(table),
    { text: [`create table ${quoteTable(rebuilt)} (${definitions}\n)`, ...storage(attributes)].join('\n') },
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
