import { beforeAll, describe, expect, test } from 'vitest'
import { localRedshift } from '../local-redshift.js'

const redshift = localRedshift()

beforeAll(async () => {
  const client = await redshift.connect()
  await client.query(`create table sold (
    id int not null encode az64 distkey, item varchar(20), price numeric(8,2) sortkey, i bigint identity(1,1))`)
  await client.query('create view cheap as select item from sold')
  await client.query('create materialized view dear as select item from sold')
})

test("AWS's own views of DDL and rights find what they ask for", async () => {
  const client = await redshift.connect()
  await client.query('create table left_out (a int) backup no; create table kept_auto (a int) backup yes')
  await client.query(
    'alter default privileges grant select on tables to public; grant select (a) on left_out to public',
  )
  expect(
    await redshift.rows(`select c.relname, c.reldiststyle from pg_class as c
      join (select split_part(key, '_', 5) as id from pg_conf where key like 'pg_class_backup_%' and split_part(key, '_', 4)
        = (select oid from pg_database where datname = current_database())) as t on t.id = c.oid`),
  ).toEqual([['left_out', 9]])
  expect(
    await redshift.rows(
      'select d.defaclobjtype from pg_default_acl as d join pg_user as u on d.defacluser = u.usesysid',
    ),
  ).toEqual([['r']])
  const rights =
    "select attacl from pg_attribute_info where attrelid = 'left_out'::regclass and attname = 'a'"
  expect(await redshift.rows(rights)).toEqual([['{=r/awsuser}']])
  await client.query(
    'alter default privileges revoke select on tables from public; drop table left_out; drop table kept_auto',
  )
})

test('types have the names of a cluster, wherever columns are listed', async () => {
  const client = await redshift.connect()
  await client.query(
    'create table typed (c char(5), v varchar(20), b varbyte(16), z timetz, s super, n numeric)',
  )
  await client.query('create view lowered as select lower(v) as v from typed')
  const named = [
    ['c', 'character'],
    ['v', 'character varying'],
    ['b', 'binary varying'],
    ['z', 'time with time zone'],
    ['s', 'super'],
    ['n', 'numeric'],
  ]
  const where = "where table_name = 'typed' order by ordinal_position"
  expect(
    await redshift.rows(`select column_name, data_type from information_schema.columns ${where}`),
  ).toEqual(named)
  expect(await redshift.rows(`select column_name, data_type from svv_all_columns ${where}`)).toEqual(named)
  const { rows } = await client.query(`show columns from table ${redshift.database}.public.typed`)
  expect(rows.map((row) => [row.column_name, row.data_type])).toEqual(named)
  for (const view of ['information_schema.columns', 'svv_all_columns'])
    expect(
      await redshift.rows(
        `select data_type, character_maximum_length from ${view} where table_name = 'lowered'`,
      ),
    ).toEqual([['character varying', 65535]])
  await client.query('drop view lowered; drop table typed')
})

describe('the catalog that drivers read', () => {
  test.each([
    ['select database_name, database_type from svv_redshift_databases', [['dev', 'local']]],
    [
      'select schema_name from svv_all_schemas order by 1',
      [['information_schema'], ['pg_catalog'], ['public']],
    ],
    [
      "select table_name, table_type, table_owner from svv_all_tables where schema_name = 'public' order by 1",
      [
        ['cheap', 'VIEW', 'awsuser'],
        ['dear', 'VIEW', 'awsuser'],
        ['sold', 'TABLE', 'awsuser'],
      ],
    ],
    [
      `select column_name, ordinal_position, is_nullable, data_type, character_maximum_length, numeric_precision,
         numeric_scale from pg_catalog.svv_all_columns where table_name = 'sold' and ordinal_position < 4`,
      [
        ['id', 1, 'NO', 'integer', null, 32, 0],
        ['item', 2, 'YES', 'character varying', 20, null, null],
        ['price', 3, 'YES', 'numeric', null, 8, 2],
      ],
    ],
    ['select count(*)::int from svv_external_schemas', [[0]]],
    ['select count(polname)::int from svv_rls_policy', [[0]]],
    [
      "select nspname, pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'",
      [['public', 'rdsdb']],
    ],
    ["select count(*)::int from pg_namespace where nspname in ('redshift', 'postgres')", [[0]]],
    ["select count(*)::int from pg_class where relname like 'sold%'", [[1]]],
    ["select count(*)::int from pg_group where groname like 'pg\\\\_%'", [[0]]],
    ["select relkind, reldiststyle from pg_catalog.pg_class where relname = 'sold'", [['r', 1]]],
    ["select relkind from pg_class where relname = 'dear'", [['v']]],
    [
      `select a.attname, a.attisdistkey, a.attsortkeyord, format_encoding(a.attencodingtype::integer)
       from pg_attribute a where a.attrelid = 'sold'::regclass and a.attnum > 0 order by a.attnum limit 3`,
      [
        ['id', true, 0, 'az64'],
        ['item', false, 0, 'lzo'],
        ['price', false, 1, 'none'],
      ],
    ],
    [
      "select column_name from information_schema.columns where table_name = 'sold'",
      [['id'], ['item'], ['price'], ['i']],
    ],
    ["select count(*)::int from information_schema.tables where table_schema = 'redshift'", [[0]]],
  ])('%s', async (sql, rows) => {
    expect(await redshift.rows(sql)).toEqual(rows)
  })

  test('says who has been given which right', async () => {
    const client = await redshift.connect()
    await client.query(
      'create user reader password disable; grant select on sold to reader; grant insert on sold to public',
    )
    const { rows } = await client.query(`select relation_name, privilege_type, identity_name, identity_type
      from svv_relation_privileges where namespace_name = 'public' order by 2`)
    expect(rows.map((row) => Object.values(row as object))).toEqual([
      ['sold', 'INSERT', 'public', 'public'],
      ['sold', 'SELECT', 'reader', 'user'],
    ])
  })

  test('counts the rows of tables that have any', async () => {
    const client = await redshift.connect()
    await client.query('create table counted (n int) diststyle even; insert into counted values (1), (2)')
    const { rows } = await client.query(
      `select "schema", "table", diststyle, tbl_rows::int as n from svv_table_info where "table" in ('counted', 'sold')`,
    )
    expect(rows).toEqual([{ schema: 'public', table: 'counted', diststyle: 'EVEN', n: 2 }])
  })
})

test('passes over what another session has dropped since the transaction began', async () => {
  const [ours, other] = [await redshift.connect(), await redshift.connect()]
  await other.query('create table brief (n int); insert into brief values (1)')
  await other.query('create view bound as select n from brief')
  await other.query('create view unbound as select n from public.brief with no schema binding')
  await ours.query('begin; select 1 from pg_class limit 1')
  await other.query('drop view bound; drop view unbound; drop table brief')
  for (const catalog of ['pg_views', 'svv_table_info', 'pg_get_late_binding_view_cols()'])
    await expect(
      ours.query(`select count(*) from ${catalog}${catalog.endsWith(')') ? COLUMNS : ''}`),
    ).resolves.toMatchObject({ rowCount: 1 })
  await ours.query('commit')
})

const COLUMNS = ' as (schema name, view name, name name, type varchar, number int)'

test('settings that drivers make on each connection', async () => {
  const client = await redshift.connect()
  await client.query('set readonly = 1')
  await client.query('set session characteristics as transaction isolation level serializable')
  const { rows } = await client.query('show readonly')
  expect(rows).toEqual([{ readonly: '1' }])
})

test("a number may touch a reserved word, as in what Amazon's JDBC driver sends for getColumns", async () => {
  const client = await redshift.connect()
  const { rows } = await client.query('select case when 1 = 1 then 1when 1 = 2 then 2 end as n')
  expect(rows).toEqual([{ n: 1 }])
})

test("no list of schemas, tables, views or indexes has the engine's or the sandbox's own", async () => {
  for (const [view, schema] of [
    ['pg_tables', 'schemaname'],
    ['pg_views', 'schemaname'],
    ['pg_indexes', 'schemaname'],
    ['pg_namespace', 'nspname'],
    ['information_schema.tables', 'table_schema'],
    ['svv_all_tables', 'schema_name'],
  ] as const)
    expect(
      await redshift.rows(
        `select distinct ${schema} from ${view} where ${schema} in ('postgres', 'redshift')`,
      ),
      view,
    ).toEqual([])
})
