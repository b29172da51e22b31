import { beforeAll, expect, test, vi } from 'vitest'
import { splitStatements } from '../../../src/redshift/sql/tokens/split-statements.js'
import type { Catalog } from '../../../src/redshift/sql/tree/catalog.js'
import { loadGrammar } from '../../../src/redshift/sql/tree/grammar.js'
import type { Plan } from '../../../src/redshift/statements/context/context.js'
import { planOfPlainRows } from '../../../src/redshift/statements/plain-rows.js'

beforeAll(loadGrammar)

/** The text of what is planned by all rules, and of what PostgreSQL gets if these write `<planned>`. */
async function planned(sql: string): Promise<readonly [string, string] | undefined> {
  const make = vi.fn<(statement: { readonly text: string }) => Plan>(() => ({
    sql: () => Promise.resolve('<planned>'),
    writes: 't',
  }))
  const plan = planOfPlainRows(splitStatements(sql)[0]!, make)
  if (!plan || !('sql' in plan)) return undefined
  expect(plan.writes).toBe('t')
  return [make.mock.calls[0]![0].text, await plan.sql({} as Catalog)]
}

test.each([
  ['insert into t values (1, $2), (null, 3)', 'insert into t values (1, $2)', ', (null, 3)'],
  [
    'INSERT INTO "a"."values" ("x", y) VALUES\n($1,NULL),\n($2,NULL), -- the last\n($3,NULL);',
    'INSERT INTO "a"."values" ("x", y) VALUES\n($1,NULL)',
    ',\n($2,NULL), -- the last\n($3,NULL)',
  ],
  ['insert into t values (1) (2)', 'insert into t values (1)', ' (2)'],
  ['insert into t values (1),', 'insert into t values (1)', ','],
  ['with x as (select 1) insert into t values (1), (2)', undefined, undefined],
  ['insert into t values (1)', undefined, undefined],
  ["insert into t values ('a'), ('b')", undefined, undefined],
  ["insert into t values (1), ('b')", undefined, undefined],
  ['insert into t values (1.5), (2)', undefined, undefined],
  ['insert into t values (1234567890), (2)', undefined, undefined],
  ['insert into t values (default), (2)', undefined, undefined],
  ['insert into t values (now()), (2)', undefined, undefined],
  ['insert into t values (1), (-2)', undefined, undefined],
  ['insert into t values ((1)), (2)', undefined, undefined],
  ['insert into t values (1), (2) returning a', undefined, undefined],
  ['insert into t values (', undefined, undefined],
  ['select * from t where (a, b) in (values (1, 2), (3, 4))', undefined, undefined],
])('%s', async (sql, first, others) => {
  expect(await planned(sql)).toEqual(first === undefined ? undefined : [first, `<planned>${others}`])
})

test('a task is no INSERT, whatever it looks like', () => {
  const [statement] = splitStatements('insert into t values (1), (2)')
  expect(planOfPlainRows(statement!, () => ({ task: () => Promise.resolve('DONE') }))).toBeUndefined()
})
