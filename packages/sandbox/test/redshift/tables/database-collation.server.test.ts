import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  const maker = await redshift.connect()
  await maker.query('create database folded collate case_insensitive')
  client = await redshift.connect('folded')
})

afterAll(async () => {
  await client.end()
  await (await redshift.connect()).query('drop database folded')
})

const rows = async (sql: string) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

test('a database can be case-insensitive: so are the columns of its tables, unless they say otherwise', async () => {
  expect(await rows('select db_collation()')).toEqual([['case_insensitive']])
  await client.query(`create table names (
    a varchar(9) encode zstd not null default 'x', b char(4) sortkey, c varchar(9) collate case_sensitive)`)
  await client.query('alter table names add column d varchar(3)')
  await client.query("insert into names values ('Ann', 'Bo', 'Cy', 'Di')")
  const found = (column: string, text: string) => rows(`select 1 from names where ${column} = '${text}'`)
  expect(await found('a', 'ANN')).toHaveLength(1)
  expect(await found('b', 'bO')).toHaveLength(1)
  expect(await found('c', 'cy')).toHaveLength(0)
  expect(await found('d', 'di')).toHaveLength(1)
  expect(
    await rows(
      `select "column", trim(type), trim(encoding), sortkey, "notnull" from pg_table_def where tablename = 'names'`,
    ),
  ).toEqual([
    ['a', 'character varying(9)', 'zstd', 0, true],
    ['b', 'character(4)', 'none', 1, false],
    ['c', 'character varying(9)', 'lzo', 0, false],
    ['d', 'character varying(3)', 'lzo', 0, false],
  ])
})

test('and so are those of temporary tables, and of tables made of queries', async () => {
  await client.query(
    "create temp table copied as select 'Ann'::varchar(9) as a; select 'Bo' as b into chosen",
  )
  expect(await rows("select 1 from copied where a = 'ann'")).toHaveLength(1)
  expect(await rows("select 1 from chosen where b = 'BO'")).toHaveLength(1)
})

test('ALTER DATABASE changes it for sessions that begin afterwards, if the database is empty', async () => {
  const altering = 'alter database folded collate case_sensitive'
  await client.query('create table if not exists full_of_names (a varchar(9))')
  await expect(client.query(altering)).rejects.toMatchObject({
    message: expect.stringContaining('has tables'),
  })
  await (await redshift.connect()).query(altering)
  const later = await redshift.connect('folded')
  expect((await later.query('select db_collation()')).rows).toEqual([{ db_collation: 'case_sensitive' }])
  await later.end()
})
