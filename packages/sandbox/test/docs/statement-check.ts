import { expect } from 'vitest'
import type { DocsFixture } from './fixture.js'

/** How the effect of a statement is seen, in a schema with t (1, 'x') and u (2, 'y'). */
export interface StatementCheck {
  readonly before?: string
  readonly after?: string
  readonly query: string
  readonly rows: readonly (readonly unknown[])[]
}

/** Runs `statement`, and expects that its effect is as `check` says. */
export async function holds(docs: DocsFixture, statement: string, check: StatementCheck): Promise<void> {
  if (check.before !== undefined) await docs.client.query(check.before)
  await docs.client.query(statement)
  if (check.after !== undefined) await docs.client.query(check.after)
  expect(await docs.select(check.query)).toEqual(check.rows)
}

/** How the columns of `table` are stored, as the system tables tell it. */
export const stored = (table: string, ...rows: readonly (readonly [string, string, boolean, number])[]) => ({
  query: `select "column", trim(encoding), distkey, sortkey from pg_table_def where tablename = '${table}'`,
  rows,
})
