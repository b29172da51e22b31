import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create table a (id int, grp int, n int); create table b (id int, grp int, n int)')
  await client.query('insert into a values (1, 1, 5), (2, 2, 7); insert into b values (1, 1, 5), (2, 3, 9)')
})

// https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions_leader_node_only.html
test.each([
  'select a.id, g from a, generate_series(1, 2) as g',
  'select id, generate_series(1, 2) from a',
  'insert into a (id) select generate_series(1, 3)',
  'create table series as select generate_series(1, 3) as n',
  'select n into series from generate_series(1, 3) as n',
  'select current_schema() from a',
  'with c as (select id from a) select now() from c',
  "select has_table_privilege('a', 'select') from a",
])('a function of the leader node is refused beside a table: %s', async (statement) => {
  await expect(client.query(statement)).rejects.toMatchObject({
    code: '0A000',
    message: expect.stringContaining('not supported on Redshift tables'),
  })
})

test.each([
  ['select max(n) from generate_series(1, 3) as n', 3],
  ['with c as (select generate_series(1, 3) as n) select count(*) from c', '3'],
  ["select count(*) from pg_class where has_table_privilege(oid, 'select') and relname = 'pg_class'", '1'],
  ["select count(*) from pg_catalog.pg_tables where schemaname = current_schema() and tablename = 'a'", '1'],
])('and runs without one: %s', async (statement, value) => {
  expect(await client.query({ text: statement, rowMode: 'array' })).toMatchObject({ rows: [[value]] })
})

// https://docs.aws.amazon.com/redshift/latest/dg/r_correlated_subqueries.html
test.each([
  ['id from a where not exists (select 1 from b where not exists (select 1 from b c where c.id = a.id))'],
  ['id from a where exists (select 1 from (select b.id from b where b.id = a.id) as inner_query)'],
  ['a.id from a left join b on a.id = b.id and b.n = (select max(c.n) from b c where c.id = a.id)'],
  ['id from a where n not in (select sum(b.n) over () from b where b.id = a.id)'],
  ['a.id, (select count(b.id) from b where b.id = a.id) as found from a group by found, a.id'],
  ['a.id, (select count(b.id) from b where b.id = a.id) from a group by 1, 2'],
  ['id from a where n in (select sum(b.n) from b where b.grp > a.grp group by b.grp)'],
])('a correlated subquery is refused: select %s', async (query) => {
  await expect(client.query(`select ${query}`)).rejects.toMatchObject({
    code: '0A000',
    message: expect.stringContaining('This type of correlated subquery pattern is not supported'),
  })
})

test.each([
  [
    'id from a where not exists (select 1 from b where not exists (select 1 from b c where c.id = b.id))',
    [1, 2],
  ],
  ['id from a where not exists (select 1 from b where b.id = a.id and b.n = a.n)', [2]],
  ['a.id from a join b on a.id = b.id and b.n = (select max(c.n) from b c where c.id = a.id)', [1, 2]],
  ['a.id from a left join b on a.id = b.id and b.n = (select max(c.n) from b c)', [1, 2]],
  ['id from a where n in (select max(b.n) from b where b.grp = a.grp group by b.grp)', [1]],
  ['id from a where n in (select sum(b.n) from b group by b.grp)', [1]],
  ['id from a where n >= (select max(b.n) from b where b.id = a.id union all select 99 where false)', [1]],
  ['s.id from (select id from a where exists (select 1 from b where b.grp = a.grp)) as s', [1]],
])('and others run: select %s', async (query, ids) => {
  const { rows } = await client.query<number[]>({ text: `select ${query} order by 1`, rowMode: 'array' })
  expect(rows.flat()).toEqual(ids)
})

test('what a body runs is held to the same', async () => {
  const procedure = 'create procedure fill() as $$ begin insert into a select generate_series(1, 2); end $$'
  await expect(client.query(`${procedure} language plpgsql`)).rejects.toMatchObject({ code: '0A000' })
})
