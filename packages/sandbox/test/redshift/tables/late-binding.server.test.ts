import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test('a late-binding view may be older than its tables, and reads them as they are', async () => {
  const client = await redshift.connect()
  await client.query('create schema late')
  await client.query('create view late.v as select a, a + 1 as b from late.t with no schema binding')
  await expect(client.query('select * from late.v')).rejects.toThrow('relation "late.t" does not exist')
  await client.query('create table late.t (a int)')
  await client.query('insert into late.t values (1), (2)')
  const { rows } = await client.query(
    'select x.b from late.v as x where x.a = 2 union all select max(v.b) from late.v',
  )
  expect(rows).toEqual([{ b: 3 }, { b: 3 }])
  await client.query('drop table late.t')
  await client.query('create table late.t (a varchar(5))')
  await expect(client.query('select * from late.v')).rejects.toThrow(/operator|invalid input/)
  await client.query('create or replace view late.v (c) as select a from late.t with no schema binding')
  await client.query("insert into late.t values ('x')")
  expect((await client.query('select * from late.v')).rows).toEqual([{ c: 'x' }])
})

test('a statement that was run before the view was made finds it', async () => {
  const client = await redshift.connect()
  await client.query('create schema turned')
  await client.query('create table turned.it (a int)')
  await client.query('create table turned.base (a int)')
  await client.query('insert into turned.base values (7)')
  expect((await client.query('select a from turned.it')).rows).toEqual([])
  await client.query('drop table turned.it')
  await client.query('create view turned.it as select a from turned.base with no schema binding')
  expect((await client.query('select a from turned.it')).rows).toEqual([{ a: 7 }])
})

test('it is found by the name that it was given later, by a statement or by a procedure', async () => {
  const client = await redshift.connect()
  await client.query('create schema named')
  await client.query('create view named.first as select 1 as a with no schema binding')
  await client.query('alter table named.first rename to second')
  expect((await client.query('select a from named.second')).rows).toEqual([{ a: 1 }])
  await client.query(
    `create procedure named.turn() language plpgsql as $$ begin execute 'alter table named.second rename to ' || 'third'; end $$`,
  )
  await client.query('call named.turn()')
  expect((await client.query('select a from named.third')).rows).toEqual([{ a: 1 }])
})

test('it is read wherever a query stands, in the forms of Redshift, and through another', async () => {
  const client = await redshift.connect()
  await client.query('create schema wide')
  await client.query('create table wide.t (id int, doc super)')
  await client.query(`insert into wide.t values (1, json_parse('{"tags": ["x", "y"]}'))`)
  await client.query('create view wide.inner_view as select top 5 id, doc from wide.t with no schema binding')
  await client.query(
    `create view wide.outer_view as select o.id, nvl(tag::varchar, 'none') as tag
     from wide.inner_view as o, o.doc.tags as tag with no schema binding`,
  )
  const text = 'select id, tag from wide.outer_view order by tag'
  expect((await client.query(text)).rows).toEqual([
    { id: 1, tag: 'x' },
    { id: 1, tag: 'y' },
  ])
  await client.query('create table wide.copied as select * from wide.outer_view')
  await client.query(
    'delete from wide.copied using wide.outer_view v where copied.tag = v.tag and v.tag = $1',
    ['x'],
  )
  expect((await client.query('select count(*) as n from wide.copied')).rows).toEqual([{ n: '1' }])
  await client.query('set search_path to wide')
  expect((await client.query('with outer_view as (select 5 as id) select id from outer_view')).rows).toEqual([
    { id: 5 },
  ])
  expect((await client.query('select count(*) as n from outer_view')).rows).toEqual([{ n: '2' }])
})

test('one that reads itself is refused, and so is one whose tables have no schema', async () => {
  const client = await redshift.connect()
  await client.query('create view public.a as select * from public.b with no schema binding')
  await client.query('create view public.b as select * from public.a with no schema binding')
  await expect(client.query('select * from public.a')).rejects.toThrow('infinite recursion')
  const bare = client.query('create view public.c as select * from b with no schema binding')
  await expect(bare).rejects.toThrow('All the relation names inside should be qualified')
})

test('the catalog shows its statement and its columns where a cluster does', async () => {
  const client = await redshift.connect()
  await client.query('create schema shown')
  await client.query('create table shown.t (a int, b varchar(7))')
  await client.query('create view shown.v as select a, b from shown.t with no schema binding')
  await client.query('create view shown.gone as select a from shown.nowhere with no schema binding')
  const columns = `select c, t, n from pg_get_late_binding_view_cols() cols(s name, v name, c name, t varchar, n int)
    where s = 'shown' order by n`
  expect((await client.query(columns)).rows).toEqual([
    { c: 'a', t: 'integer', n: 1 },
    { c: 'b', t: 'character varying(7)', n: 2 },
  ])
  const none = `select column_name from information_schema.columns where table_name = 'v' and table_schema = 'shown'`
  expect((await client.query(none)).rows).toEqual([])
  const views = `select definition from pg_views where schemaname = 'shown' and viewname = 'v'`
  const definition = 'create view shown.v as select a, b from shown.t with no schema binding'
  expect((await client.query(views)).rows).toEqual([{ definition }])
  const text = `select pg_catalog.pg_get_viewdef(oid, true) as text, relnatts from pg_class where oid = 'shown.v'::regclass`
  expect((await client.query(text)).rows).toEqual([{ text: definition, relnatts: 0 }])
})

test('to read it takes the right to', async () => {
  const client = await redshift.connect()
  await client.query('create schema kept')
  await client.query('create table kept.t (a int)')
  await client.query('create view kept.v as select a from kept.t with no schema binding')
  await client.query("create user reader password 'Abcdef12'")
  await client.query('grant usage on schema kept to reader')
  await client.query('grant select on kept.t to reader')
  await client.query('set session authorization reader')
  await expect(client.query('select * from kept.v')).rejects.toThrow('permission denied for')
  await client.query('reset session authorization')
  await client.query('grant select on kept.v to reader')
  await client.query('set session authorization reader')
  expect((await client.query('select * from kept.v')).rows).toEqual([])
})

test('a procedure that is older than the view refuses to read it', async () => {
  const client = await redshift.connect()
  await client.query('create schema old')
  await client.query(
    `create procedure old.p() language plpgsql as $$ begin create table old.made as select * from old.v; end $$`,
  )
  await client.query('create view old.v as select 1 as a with no schema binding')
  await expect(client.query('call old.p()')).rejects.toThrow('older than the view')
})
