import { array, assert, asyncProperty, constantFrom, integer, nat, oneof, string, tuple } from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { splitStatements } from '../../../src/redshift/sql/tokens/split-statements.js'
import type { Catalog } from '../../../src/redshift/sql/tree/catalog.js'
import { loadGrammar } from '../../../src/redshift/sql/tree/grammar.js'
import type { Plan } from '../../../src/redshift/statements/context/context.js'
import { PlainPlans } from '../../../src/redshift/statements/plain-plans.js'
import { plan } from '../../../src/redshift/statements/plan.js'

beforeAll(loadGrammar)

/** Statements with `?` for each value; those behind the first line have some whose value may matter. */
const FORMS = (
  'select ?|select ?, a from t where b = ? and c <> ?|insert into t values (?, ?), (?, ?)|delete from t where a in (?, ?)|' +
  'update t set a = ?, b = b + ? where c < ?|select a from t limit 5 offset 2|insert into super_t (a, b) values (?, ?)|' +
  'select a as b, b + ? from t|select top 5 a from t|select a from t order by ?|select a from t group by 1, ?|' +
  'select coalesce(null, ?, ?)|select nvl(a, ?, ?) from t|select a / ? from t|select a * ? from t|select ?::varchar(5)|' +
  'select cast(? as decimal(7))|select dateadd(?, 1, a) from t|select a[1] from t as t(a) where a = ?|' +
  "select case a when ? then ? end from t|select date '2020-01-01' - ?|select decode(a, ?, ?) from t|select a || ? from t|" +
  'select a from t where b like ?|select relname from pg_class where relname = ?|select ?from t|select -?|select a <-? from t|' +
  "select a from v where b = ?|select '?' || ?|select substring(a, ?) from t where b = ?|update super_t set a = ?|" +
  "select a from t where b = ? 'x'|select a from t where b between ? and ?|select /* ? */ ?"
).split('|')

const value = oneof(
  nat().map(String),
  integer({ min: 0, max: 9 }).map(String),
  tuple(nat(), nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
  constantFrom(
    '1e5',
    '.5',
    '5.',
    '12345678901',
    "E'x'",
    '$$x$$',
    'null',
    'true',
    "'\\''",
    "'a' 'b'",
    "'a'\n'b'",
  ),
  constantFrom("'month'", "'none'", "'12'", "'[1]'", "'it''s'", "''"),
  string({ maxLength: 3 }).map((text) => `'${text.replaceAll("'", "''")}'`),
)

const said = constantFrom(...FORMS).chain((form) =>
  array(value, { minLength: 4, maxLength: 4 }).map((values) =>
    form.replaceAll('?', () => values.pop() ?? '1'),
  ),
)

const catalog: Catalog = {
  mayBeLateBinding: (name) => name === 'v',
  expectLateBinding: () => {},
  mayHaveFurtherEntries: () => true,
  expectFurtherEntries: () => {},
  columnsOf: () => Promise.resolve(['a', 'b', 'c']),
  typesOf: () => Promise.resolve([{ name: 'a', type: 'numeric(8,2)' }]),
  storedTypes: (table) =>
    Promise.resolve([
      { name: 'a', type: table.includes('super') ? 'super' : 'varchar' },
      { name: 'b', type: 'varchar' },
    ]),
  lateBinding: () => Promise.resolve('select 1 as a, 2 as b'),
  lateBindings: () => Promise.resolve([]),
}

/** What PostgreSQL gets for `sql`; with `fresh`, by a plan that nothing is remembered for. */
async function sent(sql: string, fresh: boolean): Promise<unknown> {
  try {
    const [statement] = splitStatements(sql)
    if (!statement) return undefined
    const planned = plan(fresh ? { ...statement, caseSensitive: true } : statement)
    return 'sql' in planned ? [await planned.sql(catalog), planned.writes] : 'task'
  } catch (error) {
    return String(error)
  }
}

test('statements that differ by their values are sent as if each were the first', async () => {
  await assert(
    asyncProperty(said, async (sql) => {
      expect(await sent(sql, false)).toEqual(await sent(sql, true))
    }),
    { numRuns: 600, seed: 14 },
  )
})

test.each([
  'select ?',
  'select a, b from t where a = ? and b < ?',
  "insert into t values (?, 'x ?'), (?, 'y')",
  'update t set a = a + ? where b = ?',
  'delete from t where a in (?, ?)',
])('%s is read twice, whatever its values', async (form) => {
  const make = vi.fn<() => Plan>(() => ({ sql: () => Promise.resolve('read') }))
  const plans = new PlainPlans(make, ({ text }) => text)
  const results: unknown[] = []
  for (const i of [1, 2, 3, 4]) {
    const [statement] = splitStatements(form.replaceAll('?', String(i)))
    if (!statement) continue
    const known = plans.recall(statement)
    results.push(known && 'sql' in known ? await known.sql(catalog) : undefined)
    if (!known) plans.learn(statement, make())
    await new Promise(setImmediate)
  }
  expect(results).toEqual([undefined, undefined, form.replaceAll('?', '3'), form.replaceAll('?', '4')])
  expect(make).toHaveBeenCalledTimes(2)
})
