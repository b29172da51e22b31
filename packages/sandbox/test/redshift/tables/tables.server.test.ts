import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

const columns = (table: string) =>
  redshift.rows(`select attname, format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped order by attnum`)

test('types are those of Redshift, however they are written', async () => {
  const client = await redshift.connect()
  await client.query(`create table typed (
    a text, b varchar, c character varying(9), d nvarchar(8), e varchar(max), f char, g bpchar, h nchar(3),
    i decimal, j numeric(10, 2), k float, l double precision, m datetime, n timestamp without time zone,
    o timestamptz, p super, q bool, r varbyte(16))`)
  expect(Object.fromEntries(await columns('typed'))).toEqual({
    a: 'character varying(256)',
    b: 'character varying(256)',
    c: 'character varying(9)',
    d: 'character varying(8)',
    e: 'character varying(65535)',
    f: 'character(1)',
    g: 'character(256)',
    h: 'character(3)',
    i: 'numeric(18,0)',
    j: 'numeric(10,2)',
    k: 'double precision',
    l: 'double precision',
    m: 'timestamp without time zone',
    n: 'timestamp without time zone',
    o: 'timestamp with time zone',
    p: 'super',
    q: 'boolean',
    r: 'varbyte(16)',
  })
})

test('keys are not enforced', async () => {
  const client = await redshift.connect()
  await client.query(`create table stored (
    id int identity(100, 10) encode az64 distkey,
    name varchar(20) not null default 'none' encode zstd unique,
    at timestamp default sysdate, primary key (id), unique (name), foreign key (id) references typed (i)
  ) backup no diststyle key compound sortkey (id, name)`)
  await client.query("insert into stored (name) values ('a'), ('a'), (default)")
  expect(await redshift.rows('select id, name, at is not null from stored order by 1')).toEqual([
    [100, 'a', true],
    [110, 'a', true],
    [120, 'none', true],
  ])
  await expect(client.query('insert into stored (id) values (null)')).rejects.toMatchObject({
    severity: 'ERROR',
  })
})

test('CREATE TABLE AS takes storage attributes before AS', async () => {
  const client = await redshift.connect()
  await client.query('create table selected diststyle even sortkey (n) as select 1 as n')
  await client.query('create table named (m) distkey (m) as select 2')
  expect(await redshift.rows('select n, m from selected, named')).toEqual([[1, 2]])
})

test('LIKE copies NOT NULL, and defaults only if asked to', async () => {
  const client = await redshift.connect()
  await client.query("create table original (a int not null, b varchar(5) default 'x')")
  await client.query('create temp table plain (like original)')
  await client.query('create temp table whole (like original including defaults)')
  await client.query('insert into plain (a) values (1)')
  await client.query('insert into whole (a) values (1)')
  expect((await client.query('select plain.b as p, whole.b as w from plain, whole')).rows).toEqual([
    { p: null, w: 'x' },
  ])
  await expect(client.query('insert into plain (b) values (null)')).rejects.toMatchObject({
    severity: 'ERROR',
  })
})

test('names fold to lower case even in quotes, and # makes a table temporary', async () => {
  const client = await redshift.connect()
  await client.query('create table "Mixed" ("Id" int, "select" int)')
  await client.query('insert into MIXED values (1, 2)')
  expect((await client.query('select "ID", "Select" as "Out" from "mixed"')).rows).toEqual([
    { id: 1, out: 2 },
  ])
  await client.query('create table #Staged (n int)')
  await client.query('insert into #staged select id from mixed')
  await client.query('select n + 1 as n into #next from #staged')
  expect((await client.query('select n from #next')).rows).toEqual([{ n: 2 }])
  expect((await client.query('select n from #staged')).rows).toEqual([{ n: 1 }])
  await expect(redshift.rows('select n from #staged')).rejects.toMatchObject({ code: '42P01' })
})

test('names have up to 127 bytes', async () => {
  const client = await redshift.connect()
  const [table, one, two] = ['t', 'one', 'two'].map(
    (end) => `${'long_'.repeat(30)}`.slice(0, 127 - end.length) + end,
  )
  await client.query(`create table ${table} (${one} int, "${two}" int)`)
  await client.query(`insert into "${table}" values (1, 2)`)
  const { rows } = await client.query(`select * from ${table}`)
  expect(rows).toEqual([{ [String(one)]: 1, [String(two)]: 2 }])
  const listed =
    await client.query(`select table_name from information_schema.tables where table_name like 'long%'
    union all select column_name from svv_columns where table_name = '${table}' order by 1`)
  expect(listed.rows.map((row) => row.table_name)).toEqual([one, table, two])
  expect((await client.query("show tables from schema public like 'long%'")).rows).toMatchObject([
    { table_name: table },
  ])
  await expect(client.query(`select ${one}x from ${table}`)).resolves.toMatchObject({ rowCount: 1 })
  await expect(client.query(`select * from ${table?.replace('long', 'none')}`)).rejects.toMatchObject({
    message: `relation "${table?.replace('long', 'none')}" does not exist`,
  })
})

test('columns are added one by one; a VARCHAR grows', async () => {
  const client = await redshift.connect()
  await client.query('create table grown (a varchar(5))')
  await client.query("alter table grown add column b text default 'new' encode lzo")
  await client.query('alter table grown alter column a type varchar(300)')
  await client.query('alter table grown alter column a encode zstd')
  await client.query('alter table grown alter distkey a')
  await client.query('alter table grown alter compound sortkey (a, b)')
  await client.query('alter table grown add primary key (a)')
  await client.query('alter table grown rename column b to c')
  expect(await columns('grown')).toEqual([
    ['a', 'character varying(300)'],
    ['c', 'character varying(256)'],
  ])
})

test('APPEND moves rows', async () => {
  const client = await redshift.connect()
  await client.query(
    'create table to_table (a int, b varchar(5)); create table from_table (a int, b varchar(5), c int)',
  )
  await client.query("insert into from_table values (1, 'x', 2)")
  await expect(client.query('alter table to_table append from from_table')).rejects.toMatchObject({
    code: '0A000',
  })
  for (const [change, back] of [
    ['alter column a encode zstd', 'alter column a encode az64'],
    ['alter diststyle even', 'alter diststyle auto'],
    ['alter sortkey (a)', 'alter sortkey none'],
  ]) {
    await client.query(`alter table to_table ${change}`)
    await expect(
      client.query('alter table to_table append from from_table ignoreextra'),
    ).rejects.toMatchObject({ code: '0A000' })
    await client.query(`alter table to_table ${back}`)
  }
  await client.query('alter table to_table append from from_table ignoreextra')
  expect(await redshift.rows('select * from to_table')).toEqual([[1, 'x']])
  expect(await redshift.rows('select * from from_table')).toEqual([])
})

test.each([
  ["insert into worded values ('x')", '22P02', 'invalid input syntax for integer: "x"'],
  ['insert into worded values (null)', '23502', 'Cannot insert a NULL value into column n'],
  ['create table worded (n int)', '42P07', 'Relation "worded" already exists'],
])('the words are those of Redshift: %s', async (sql, code, message) => {
  const client = await redshift.connect()
  await client.query('create table if not exists worded (n int not null)')
  await expect(client.query(sql)).rejects.toMatchObject({ code, message, detail: undefined, hint: undefined })
})

test('a view may bind late', async () => {
  const client = await redshift.connect()
  await client.query('create view late as select 1 as n with no schema binding')
  expect(await redshift.rows('select n from late')).toEqual([[1]])
})
