import type { Column, Difference, Statement, Table, Target } from '@arbalest/core/plugin'
import { castOf, commentOf, duckDbType } from '../column-type.js'
import { quoteName, quoteTable, quoteText } from '../quote.js'

/** Returns the statements that make a target's table if it is missing, one a line for each column. */
export function createStatements({ table, columns }: Target): readonly Statement[] {
  const definitions = columns.map((column) => `\n  ${defineColumn(column)}`)
  return [
    { text: `create table if not exists ${quoteTable(table)} (${definitions.join(',')}\n)` },
    ...columns.flatMap(({ name, type }) => commentStatements(table, name, type)),
  ]
}

/** Returns a column as CREATE TABLE has it. */
export function defineColumn({ name, type, notNull = false, default: value }: Column): string {
  const otherwise = value === undefined ? '' : ` default ${constantOf(value)}`
  return `${quoteName(name)} ${duckDbType(type)}${otherwise}${notNull ? ' not null' : ''}`
}

/** Returns the statements that add a column. Existing rows get its default; NULL if it has none, whatever the target says. */
export function addStatements(table: string, column: Column): readonly Statement[] {
  const { name, type, notNull, default: value } = column
  const alter = `alter table ${quoteTable(table)}`
  return [
    { text: `${alter} add column ${defineColumn({ ...column, notNull: false })}` },
    // No column is added with a constraint: https://duckdb.org/docs/stable/sql/statements/alter_table
    ...(notNull && value !== undefined
      ? [{ text: `${alter} alter column ${quoteName(name)} set not null` }]
      : []),
    ...commentStatements(table, name, type),
  ]
}

/** Returns the statements that take differences away from a table, and keep its rows; a value that does not fit makes one fail. */
export function alterStatements(
  { columns: existing }: Pick<Table, 'columns'>,
  { table, columns }: Target,
  differences: readonly Difference[],
): readonly Statement[] {
  return differences.flatMap(({ kind, effect, column: name = '' }) => {
    const declared = columns.find((column) => column.name === name)
    const isNullable = {
      text: `alter table ${quoteTable(table)} alter column ${quoteName(name)} drop not null`,
    }
    switch (kind) {
      case 'missing':
        // A harmless one is added by the next run.
        return effect === 'harmless' ? [] : addStatements(table, declared!)
      case 'narrower':
      case 'other type':
        return typeStatements(table, declared!, existing.find((column) => column.name === name)!.type)
      case 'not null':
        return [isNullable]
      case 'extra':
        return effect === 'harmless' ? [] : [isNullable]
      default:
        return []
    }
  })
}

function typeStatements(table: string, { name, type }: Column, actual: string): readonly Statement[] {
  const statements: Statement[] = []
  if (duckDbType(type) !== duckDbType(actual)) {
    // Numbers are cast by DuckDB itself; text as it is read.
    const using = duckDbType(actual) === 'VARCHAR' ? ` using ${castOf({ name, type }, quoteName(name))}` : ''
    statements.push({
      text: `alter table ${quoteTable(table)} alter column ${quoteName(name)} type ${duckDbType(type)}${using}`,
    })
  }
  const isCommented = commentOf(actual) !== undefined && commentOf(type) === undefined
  return [
    ...statements,
    ...(isCommented ? [{ text: `comment on column ${quoteTable(table)}.${quoteName(name)} is null` }] : []),
    ...commentStatements(table, name, type),
  ]
}

function commentStatements(table: string, name: string, type: string): readonly Statement[] {
  const comment = commentOf(type)
  if (comment === undefined) return []
  return [{ text: `comment on column ${quoteTable(table)}.${quoteName(name)} is ${quoteText(comment)}` }]
}

function constantOf(value: string | number | boolean): string {
  return typeof value === 'string' ? quoteText(value) : String(value)
}
