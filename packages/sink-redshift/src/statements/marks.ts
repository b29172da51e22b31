import type { Mark, Statement } from '@arbalest/core'
import { quoteTable } from './quote.js'

/** How many marks are read by one statement. */
export const MARKS_A_PAGE = 10_000

/** How many marks are changed by one statement. */
export const MARKS_A_CHANGE = 1_000

/** Makes a table for marks, if it does not exist. */
export function createMarks(table: string): Statement {
  return {
    text:
      `create table if not exists ${quoteTable(table)} ` +
      `("key" varchar(4096) not null, "version" varchar(4096) not null, "loaded_at" timestamp default getdate()) ` +
      `sortkey ("key")`,
  }
}

/** The first marks in order, or the first after the key `after`. */
export function pageOfMarks(table: string, after?: string): Statement {
  const from = `select "key", "version" from ${quoteTable(table)}`
  const page = `order by "key" limit ${MARKS_A_PAGE}`
  return after === undefined
    ? { text: `${from} ${page}` }
    : { text: `${from} where "key" > $1 ${page}`, values: [after] }
}

/** The marks under these keys. */
export function findMarks(table: string, keys: readonly string[]): Statement {
  return {
    text: `select "key", "version" from ${quoteTable(table)} where "key" in (${placeholders(keys.length)})`,
    values: keys,
  }
}

/** Deletes the marks under these keys. */
export function deleteMarks(table: string, keys: readonly string[]): Statement {
  return {
    text: `delete from ${quoteTable(table)} where "key" in (${placeholders(keys.length)})`,
    values: keys,
  }
}

/** Inserts marks. */
export function insertMarks(table: string, marks: readonly Mark[]): Statement {
  const rows = marks.map((_, index) => `($${2 * index + 1}, $${2 * index + 2})`).join(', ')
  return {
    text: `insert into ${quoteTable(table)} ("key", "version") values ${rows}`,
    values: marks.flatMap(({ key, version }) => [key, version]),
  }
}

function placeholders(count: number): string {
  return Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ')
}
