import type { Mark, Statement } from '@arbalest/core/plugin'
import type { NumberedStatement } from './syntax/bind-values.js'
import { quoteTable } from './syntax/quote.js'

/** How many marks are read by one statement. */
export const MARKS_A_PAGE = 10_000

/** How many marks are changed by one statement. */
export const MARKS_A_CHANGE = 1_000

/**
 * The format of the tables of marks: 1 had `key`, `version` and `loaded_at` alone. Every later
 * format must keep `scope` and `format`, and set both in all rows, so that it is recognized.
 */
export const MARKS_FORMAT = 2

/** What format 2 added. Empty in rows of format 1. */
const ADDED = [
  ['scope', 'varchar(4096)'],
  ['target', 'varchar(512)'],
  ['way', 'varchar(4096)'],
  ['identity', 'varchar(64)'],
  ['state', 'varchar(16)'],
  ['reason', 'varchar(4096)'],
  ['format', 'smallint'],
] as const

const COLUMNS = ['key', 'version', ...ADDED.map(([name]) => name)].map((name) => `"${name}"`).join(', ')

/** A mark, and the scope that it stands under. */
export type ScopedMark = Mark & { readonly scope: string }

/**
 * Makes a table for marks, if it does not exist. Keys are compared by case even if the database
 * does not (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_DATABASE.html): else those that
 * differ in case would share a mark.
 */
export function createMarks(table: string): Statement {
  const added = ADDED.map(([name, type]) => `"${name}" ${type}`).join(', ')
  return {
    text:
      `create table if not exists ${quoteTable(table)} ` +
      `("key" varchar(4096) collate case_sensitive not null, "version" varchar(4096) not null, "loaded_at" timestamp default getdate(), ${added}) ` +
      `sortkey ("key")`,
  }
}

/** Makes a table of format 1 one of format 2. Each statement may run in a transaction; the last fills the rows that are there. */
export function upgradeMarks(
  table: string,
  { scope, origin }: Pick<ScopedMark, 'scope' | 'origin'>,
): readonly Statement[] {
  return [
    ...ADDED.map(([name, type]) => ({
      text: `alter table ${quoteTable(table)} add column "${name}" ${type}`,
    })),
    {
      text: `update ${quoteTable(table)} set "scope" = $1, "target" = $2, "way" = $3, "identity" = $4, "state" = 'loaded', "format" = ${MARKS_FORMAT}`,
      values: [scope, origin?.table ?? null, origin?.way ?? null, origin?.identity ?? null],
    },
  ]
}

/** The first marks in order, or the first after the key `after`. */
export function pageOfMarks(table: string, after?: string): Statement {
  return page(COLUMNS, table, after)
}

/** As {@link pageOfMarks}, of a table that lacks columns of this format: an older one, or a newer one. */
export function pageOfOtherMarks(table: string, after?: string): Statement {
  return page('*', table, after)
}

/** Any mark of those that say whose they are, and of which format. */
export function anyMark(table: string): Statement {
  return {
    text: `select "scope", "format" from ${quoteTable(table)} where "scope" is not null and "format" is not null limit 1`,
  }
}

function page(columns: string, table: string, after: string | undefined): Statement {
  const from = `select ${columns} from ${quoteTable(table)}`
  const order = `order by "key" limit ${MARKS_A_PAGE}`
  return after === undefined
    ? { text: `${from} ${order}` }
    : { text: `${from} where "key" > $1 ${order}`, values: [after] }
}

/** The marks under these keys. */
export function findMarks(table: string, keys: readonly string[]): NumberedStatement {
  return {
    numbered: true,
    text: `select ${COLUMNS} from ${quoteTable(table)} where "key" in (${placeholders(keys.length)})`,
    values: keys,
  }
}

/** Deletes the marks under these keys. */
export function deleteMarks(table: string, keys: readonly string[]): NumberedStatement {
  return {
    numbered: true,
    text: `delete from ${quoteTable(table)} where "key" in (${placeholders(keys.length)})`,
    values: keys,
  }
}

/** Inserts marks. What marks have in common is sent once: most differ in key and version alone. */
export function insertMarks(table: string, marks: readonly ScopedMark[]): NumberedStatement {
  const places = new Map<string, number>()
  const placeholder = (value: string | undefined): string => {
    if (value === undefined) return 'null'
    const place = places.get(value) ?? places.size + 1
    places.set(value, place)
    return `$${place}`
  }
  const rows = marks.map(({ key, version, scope, origin, state = 'loaded', reason }) => {
    const values = [key, version, scope, origin?.table, origin?.way, origin?.identity, state, reason]
    return `(${values.map(placeholder).join(', ')}, ${MARKS_FORMAT})`
  })
  return {
    numbered: true,
    text: `insert into ${quoteTable(table)} (${COLUMNS}) values ${rows.join(', ')}`,
    values: [...places.keys()],
  }
}

function placeholders(count: number): string {
  return Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ')
}
