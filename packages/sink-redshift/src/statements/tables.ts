import {
  parseColumnType,
  type Column,
  type Range,
  type Statement,
  type TableAttributes,
  type Target,
} from '@arbalest/core'
import { quoteIdentifier, quoteLiteral, quoteTable, splitTable } from './quote.js'

/** The columns of `table`, in order; no row where there is no such table to be seen. */
export function findColumns(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const from =
    'select a.attname as "name", pg_catalog.format_type(a.atttypid, a.atttypmod) as "type", ' +
    'a.attnotnull as "not_null", a.atthasdef as "has_default" from pg_catalog.pg_attribute as a ' +
    'join pg_catalog.pg_class as c on c.oid = a.attrelid'
  const columns = 'a.attnum > 0 and not a.attisdropped order by a.attnum'
  return schema === undefined
    ? {
        text: `${from} where c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid) and ${columns}`,
        values: [name],
      }
    : {
        text: `${from} join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and n.nspname = $2 and ${columns}`,
        values: [name, schema],
      }
}

/** Makes `target`, unless another has just done so. */
export function createTable({ table, columns, ...attributes }: Target): Statement {
  const all = columns.map(definition).join(', ')
  return {
    text: [`create table if not exists ${quoteTable(table)} (${all})`, ...storage(attributes)].join(' '),
  }
}

/** {@link createTable}, a column a line, for a person to read. */
export function showTable({ table, columns, ...attributes }: Target): Statement {
  const all = columns.map((column) => `\n  ${definition(column)}`).join(',')
  return {
    text: [`create table if not exists ${quoteTable(table)} (${all}\n)`, ...storage(attributes)].join('\n'),
  }
}

/** Makes a table of `target`'s columns that only this session sees; a constant is what COPY leaves there: the default. */
export function createTemporary(name: string, { columns }: Target): Statement {
  const all = columns.map(({ constant, ...column }) =>
    definition(constant === undefined ? column : { ...column, default: constant }),
  )
  return { text: `create temporary table ${quoteIdentifier(name)} (${all.join(', ')})` }
}

/** Makes a table with all that `like` has: columns, defaults, distribution and sort keys. */
export function createLike(table: string, like: string): Statement {
  return { text: `create table ${quoteTable(table)} (like ${quoteTable(like)} including defaults)` }
}

/** Makes an empty table with all that `like` has, which only this session sees. */
export function createTemporaryLike(name: string, like: string): Statement {
  return {
    text: `create temporary table ${quoteIdentifier(name)} (like ${quoteTable(like)} including defaults)`,
  }
}

/** A column as CREATE TABLE and ADD COLUMN state it. */
export function definition({ name, type, default: value, encode, notNull }: Omit<Column, 'path'>): string {
  return definitionOf({
    name,
    type: parseColumnType(type),
    default: defaultOf(value),
    encode,
    notNull,
  })
}

/** A default as an expression of SQL. */
export function defaultOf(value: Column['default']): string | undefined {
  return typeof value === 'string' ? quoteLiteral(value) : value?.toString()
}

/** A column as the catalog tells it. */
export interface KnownColumn {
  readonly name: string
  readonly type: string
  /** An expression of SQL. */
  readonly default?: string | undefined
  readonly encode?: string | undefined
  readonly notNull?: boolean | undefined
}

/** As {@link definition}, of a column as the catalog tells it. */
export function definitionOf({ name, type, default: value, encode, notNull }: KnownColumn): string {
  return [
    `${quoteIdentifier(name)} ${type}`,
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(encode === undefined ? [] : [`encode ${encode}`]),
    ...(notNull ? ['not null'] : []),
  ].join(' ')
}

/**
 * How a table is stored, behind its columns, in the order of
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html.
 */
export function* storage({
  backup,
  distStyle,
  distKey,
  sortKey,
  sortStyle,
}: TableAttributes): Generator<string> {
  if (backup !== undefined) yield `backup ${backup ? 'yes' : 'no'}`
  if (distStyle !== undefined || distKey !== undefined) yield `diststyle ${distStyle ?? 'key'}`
  if (distKey !== undefined) yield `distkey (${quoteIdentifier(distKey)})`
  if (sortKey === 'auto') yield 'sortkey auto'
  else if (sortKey !== undefined)
    yield `${sortStyle ? `${sortStyle} ` : ''}sortkey (${sortKey.map(quoteIdentifier).join(', ')})`
}

/** Takes a table away; refused where a view depends on it. */
export function dropTable(table: string): Statement {
  return { text: `drop table ${quoteTable(table)}` }
}

/** Gives a table another name in its schema. */
export function renameTable(table: string, name: string): Statement {
  return { text: `alter table ${quoteTable(table)} rename to ${quoteIdentifier(splitTable(name).name)}` }
}

/** Deletes all rows, or those in `range`. */
export function deleteRows(table: string, range?: Range): Statement {
  return {
    text: `delete from ${quoteTable(table)}${range ? ` where ${within(range)}` : ''}`,
    ...bounds(range),
  }
}

/** Which rows are inserted, and how. */
export interface Insertion {
  /** All rows unless given. */
  readonly range?: Range | undefined
  /** The column in whose order they are; any order unless given. */
  readonly sortedBy?: string | undefined
}

/** Inserts rows of `staged` into `target`. */
export function insertRows(target: Target, staged: string, { range, sortedBy }: Insertion = {}): Statement {
  const columns = target.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const where = range ? ` where ${within(range)}` : ''
  const order = sortedBy === undefined ? '' : ` order by ${quoteIdentifier(sortedBy)}`
  return {
    text: `insert into ${quoteTable(target.table)} (${columns}) select ${columns} from ${quoteTable(staged)}${where}${order}`,
    ...bounds(range),
  }
}

/** Counts the rows of `table` that are not in `range`: how many, how many for being NULL, and one of the others. */
export function countOutside(table: string, range: Range): Statement {
  const column = quoteIdentifier(range.column)
  return {
    text:
      `select count(*) as "rows", sum(case when ${column} is null then 1 else 0 end) as "nulls", ` +
      `cast(min(${column}) as varchar) as "example" from ${quoteTable(table)} ` +
      `where ${column} is null or not (${within(range)})`,
    ...bounds(range),
  }
}

function within({ column, to }: Range): string {
  const name = quoteIdentifier(column)
  return to === undefined ? `${name} >= $1` : `${name} >= $1 and ${name} < $2`
}

function bounds(range?: Range): Pick<Statement, 'values'> {
  if (!range) return {}
  return { values: range.to === undefined ? [range.from] : [range.from, range.to] }
}
