import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test.each([
  ["nvl(null, 'a')", 'a'],
  ["len('äbc')", 3],
  ["'a' + 'b' || 'c'", 'abc'],
  ["charindex('b', 'abc')", 2],
  ["concat('a', null)", null],
  ["regexp_replace('a1b2', '[0-9]', '')", 'ab'],
  [String.raw`regexp_replace('a.b.c', '\\.', '-')`, 'a-b-c'],
  ["strtol('ff', 16)", '255'],
  ["decode('b', 'a', 1, 'b', nvl(null, 2), 3)", 2],
  ["decode(null::int, 1, 'one', null, 'none')", 'none'],
  ["decode('x', 'a', 1)", null],
  ["nvl2(null, 'x', 'y')", 'y'],
  ["nvl2(upper('a'), null, 'y')", null],
  ["dateadd(day, 3, '2008-02-28')::varchar", '2008-03-02 00:00:00'],
  ["dateadd(qtr, -1, '2008-02-28'::date)::varchar", '2007-11-28 00:00:00'],
  ["dateadd('ms', 5, timestamp '2008-02-28 01:00:00')::varchar", '2008-02-28 01:00:00.005'],
  ["datediff(week, '2009-01-01', '2009-12-31')", '52'],
  ["datediff(qtr, '1998-07-01', '2008-07-01')", '40'],
  ["datediff(hour, '2009-01-01 00:59', '2009-01-01 01:01')", '1'],
  ["date_part(year, timestamp '2009-05-01')", 2009],
  ["trunc(timestamp '2009-05-01 12:30')::varchar", '2009-05-01'],
  ["last_day('2004-02-10')::varchar", '2004-02-29'],
  ["add_months('2008-04-30', 1)::varchar", '2008-05-31 00:00:00'],
  ["convert_timezone('America/New_York', '2008-03-05 09:25:29')::varchar", '2008-03-05 04:25:29'],
  ['json_extract_path_text(\'{"a":{"b":"c"}}\', \'a\', \'b\')', 'c'],
  ["is_valid_json('{a')", false],
  ['json_serialize(json_parse(\'{"b":1,"a":[2, 3]}\'))', '{"b":1,"a":[2,3]}'],
  ["json_parse('[1,2]')", '[1,2]'],
  ["pg_last_copy_id() || ',' || pg_last_copy_count()", '-1,0'],
  ["sha2('abc', 256)", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('%s', async (expression, value) => {
  expect(await redshift.rows(`select ${expression}`)).toEqual([[value]])
})

test('LISTAGG puts the values of a group into one', async () => {
  const client = await redshift.connect()
  await client.query(
    "create table sold (who varchar(5), n int); insert into sold values ('a', 2), ('a', 1), ('b', 1)",
  )
  expect(
    await redshift.rows(
      `select who, listagg(distinct n, ',') within group (order by n) as ns, listagg(who) from sold group by who order by who`,
    ),
  ).toEqual([
    ['a', '1,2', 'aa'],
    ['b', '1', 'b'],
  ])
})

test('times are in UTC; GETDATE has whole seconds', async () => {
  const [row] = await redshift.rows(
    `select getdate()::varchar, sysdate::varchar, datediff(minute, sysdate, convert_timezone('UTC', getdate()))`,
  )
  expect(row).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/),
    expect.stringMatching(/^(-1|0|1)$/),
  ])
})

test('SUPER takes scalars, and gives them back by a cast', async () => {
  const client = await redshift.connect()
  await client.query('create table documents (d super)')
  await client.query(
    `insert into documents values (1), ('a"b'::varchar), (true), (json_parse('{"a":[1,2]}')), (null)`,
  )
  expect(await redshift.rows('select d from documents')).toEqual([
    ['1'],
    ['"a\\"b"'],
    ['true'],
    ['{"a":[1,2]}'],
    [null],
  ])
  expect(await redshift.rows('select d::varchar from documents limit 2')).toEqual([['1'], ['a"b']])
})

test('the tables there are can be listed', async () => {
  const client = await redshift.connect()
  await client.query('create table listed (a int not null, b varchar(7))')
  expect(
    await redshift.rows(
      `select "column", trim(type), "notnull" from pg_table_def where schemaname = 'public' and tablename = 'listed'`,
    ),
  ).toEqual([
    ['a', 'integer', true],
    ['b', 'character varying(7)', false],
  ])
  expect(
    await redshift.rows(
      `select column_name from svv_columns where table_name = 'listed' order by ordinal_position`,
    ),
  ).toEqual([['a'], ['b']])
  const databases = (await redshift.rows('select trim(db_name) from stv_db_isolation_level')).flat()
  expect(databases).toContain(redshift.database)
})
