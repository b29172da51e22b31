import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query(
    'create table items (id int primary key, code varchar(9), shop int, unique (code, shop))',
  )
  await client.query(`create table sold (item int references items, code varchar(9), shop int, n int,
    constraint of_item foreign key (shop, code) references items (shop, code), primary key (item, n))`)
})

const KEYS = `select conname, contype, pg_get_constraintdef(oid) from pg_constraint where conrelid = 'sold'::regclass order by 1`

test('keys are in pg_constraint, and are not enforced', async () => {
  const rows = [
    ['of_item', 'f', 'FOREIGN KEY (shop, code) REFERENCES items(shop, code)'],
    ['sold_item_fkey', 'f', 'FOREIGN KEY (item) REFERENCES items(id)'],
    ['sold_pkey', 'p', 'PRIMARY KEY (item, n)'],
  ]
  expect(await redshift.rows(KEYS)).toEqual(rows)
  await client.query('insert into items values (1), (1)')
  await expect(client.query('insert into items values (null)')).rejects.toMatchObject({ code: '23502' })
})

test('keys are in information_schema', async () => {
  expect(
    await redshift.rows(`select table_name, constraint_name, constraint_type from information_schema.table_constraints
      where table_schema = 'public' order by 1, 2`),
  ).toEqual([
    ['items', 'items_code_shop_key', 'UNIQUE'],
    ['items', 'items_pkey', 'PRIMARY KEY'],
    ['sold', 'of_item', 'FOREIGN KEY'],
    ['sold', 'sold_item_fkey', 'FOREIGN KEY'],
    ['sold', 'sold_pkey', 'PRIMARY KEY'],
  ])
  expect(
    await redshift.rows(`select k.column_name, k.ordinal_position, u.column_name, r.unique_constraint_name
      from information_schema.key_column_usage k join information_schema.referential_constraints r using (constraint_name)
      join information_schema.constraint_column_usage u using (constraint_name)
      where constraint_name = 'sold_item_fkey'`),
  ).toEqual([['item', 1, 'id', 'items_pkey']])
})

test("a key's index and its columns are where Amazon's drivers look for them", async () => {
  expect(
    await redshift.rows(`select ct.relname, a.attname, a.attnum, ci.relname from pg_catalog.pg_class ct,
      pg_catalog.pg_class ci, pg_catalog.pg_attribute a, pg_catalog.pg_index i
      where ct.oid = i.indrelid and ci.oid = i.indexrelid and a.attrelid = ci.oid and i.indisprimary order by 1, 3`),
  ).toEqual([
    ['items', 'id', 1, 'items_pkey'],
    ['sold', 'item', 1, 'sold_pkey'],
    ['sold', 'n', 2, 'sold_pkey'],
  ])
  expect(
    await redshift.rows(`select con.conname, pkic.relname from pg_catalog.pg_constraint con, pg_catalog.pg_depend dep,
      pg_catalog.pg_class pkic where con.oid = dep.objid and pkic.oid = dep.refobjid and pkic.relkind = 'i' and
      dep.classid = 'pg_constraint'::regclass::oid and dep.refclassid = 'pg_class'::regclass::oid order by 1`),
  ).toEqual([
    ['of_item', 'items_code_shop_key'],
    ['sold_item_fkey', 'items_pkey'],
  ])
})

test('SHOW TABLE has them', async () => {
  const [[statement]] = (await redshift.rows('show table sold')) as [[string]]
  expect(statement.split('\n').slice(5, 8)).toEqual([
    '    PRIMARY KEY (item, n),',
    '    FOREIGN KEY (item) REFERENCES items(id),',
    '    FOREIGN KEY (shop, code) REFERENCES items(shop, code)',
  ])
})

test('ALTER TABLE adds and drops them, in a transaction too', async () => {
  await client.query(
    'begin; alter table sold drop constraint sold_pkey; alter table sold add constraint one unique (n)',
  )
  expect(
    (await client.query('select conname from pg_constraint where conname in ($1, $2)', ['one', 'sold_pkey']))
      .rows,
  ).toEqual([{ conname: 'one' }])
  await client.query('rollback')
  expect(await redshift.rows(KEYS)).toHaveLength(3)
})

test('they go with their columns and tables', async () => {
  await client.query('create table brief (a int primary key, b int unique); alter table brief drop column b')
  await client.query('create table later (a int references brief); drop table brief cascade')
  const left = "select conname from pg_constraint where conname like 'brief%' or conname like 'later%'"
  expect(await redshift.rows(left)).toEqual([])
})

test.each([
  ['create table x (a int references sold (other))', '42703'],
  ['create table bare (a int); create table x (a int references bare)', '42704'],
  ['create table x (a int, primary key (b))', '42703'],
  ['alter table sold add constraint second primary key (n)', '42P16'],
  ['alter table sold add constraint of_item unique (n)', '42710'],
  ['alter table sold drop constraint none', '42704'],
])('refuses %s', async (sql, code) => {
  await expect(redshift.rows(sql)).rejects.toMatchObject({ code })
})
