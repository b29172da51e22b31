import { expect, test } from 'vitest'
import { splitStatements, type Statement } from '../../../src/redshift/sql/tokens/split-statements.js'
import type { Catalog } from '../../../src/redshift/sql/tree/catalog.js'
import { loadGrammar } from '../../../src/redshift/sql/tree/grammar.js'
import type { Context } from '../../../src/redshift/statements/context/context.js'
import { Possibility } from '../../../src/redshift/statements/context/possibility.js'
import { plan, routineStatement } from '../../../src/redshift/statements/plan.js'

/** A catalog without late-binding views. */
function catalogWith(further: Possibility): Catalog {
  return {
    mayBeLateBinding: () => false,
    expectLateBinding: () => {},
    mayHaveFurtherEntries: () => further.possible,
    expectFurtherEntries: () => further.expect(),
    lateBinding: async () => undefined,
    lateBindings: async () => [],
    columnsOf: async () => undefined,
    typesOf: async () => undefined,
    storedTypes: async () => [],
  }
}

function only(text: string): Statement {
  const [statement] = splitStatements(text)
  if (!statement) throw new Error('There is no statement')
  return statement
}

async function run(text: string, catalog: Catalog): Promise<string> {
  const planned = plan(only(text))
  if ('sql' in planned) return planned.sql(catalog)
  return planned.task({ catalog, inBlock: true, query: async () => [] } as unknown as Context)
}

test('a query reads the catalog without further entries until there may be one, however often it is run', async () => {
  await loadGrammar()
  const further = new Possibility({ unknown: false })
  const catalog = catalogWith(further)
  const query = 'select c.relname from pg_catalog.pg_class c'
  expect(await run(query, catalog)).toBe('SELECT c.relname FROM redshift.plain_classes AS c')
  expect(await run(query, catalog)).toBe('SELECT c.relname FROM redshift.plain_classes AS c')
  expect(await run(`create view v as ${query}`, catalog)).toContain('redshift.pg_class c')
  further.expect()
  expect(await run(query, catalog)).toBe('select c.relname from redshift.pg_class c')
})

test.each([
  ['select c.relname, a.attnum from pg_class c join pg_attribute a on a.attrelid = c.oid', true],
  ['select d.adbin from pg_attrdef d join pg_class c on c.oid = d.adrelid', true],
  ['select c.reldiststyle from pg_class c', false],
  ['select a.attnum from pg_attribute a where a.attisdistkey', false],
  ['select relname from pg_class c order by relpages', false],
  ['select * from pg_class c', false],
  ['select c.* from pg_class c', false],
  ['select c from pg_class c', false],
  ['select count(*) from pg_class c', true],
  ['select r from pg_class as c (o, r)', false],
  ['select c.relname from pg_class c join pg_class d using (relnamespace, relam)', false],
  ['select c.relname from pg_class c natural join pg_class d', false],
  ['select c.relname from pg_class c where exists (select reltuples)', false],
])('of %s, the plain columns are enough: %s', async (query, enough) => {
  await loadGrammar()
  const read = await run(query, catalogWith(new Possibility({ unknown: false })))
  expect(/redshift.plain_|pg_catalog.pg_/.test(read)).toBe(enough)
  expect(/redshift.(classes|attributes)/.test(read)).toBe(!enough)
})

test.each([
  'create table t (a int primary key)',
  'create materialized view v as select 1 as a',
  'alter table t add constraint k unique (a)',
])('%s', async (statement) => {
  await loadGrammar()
  const further = new Possibility({ unknown: false })
  await run(statement, catalogWith(further))
  expect(further.possible).toBe(true)
})

test('a key that a procedure makes', async () => {
  await loadGrammar()
  const further = new Possibility({ unknown: false })
  await routineStatement(only('create table t (a int primary key)'), [])(catalogWith(further))
  expect(further.possible).toBe(true)
})

test('a folder that is kept may hold some', () => {
  expect(new Possibility({ unknown: true }).possible).toBe(true)
})
