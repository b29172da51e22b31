import { beforeAll, expect, test } from 'vitest'
import type { Client } from 'pg'
import { localRedshift } from './local-redshift.js'

const redshift = localRedshift()
let client: Client
let database: string

beforeAll(async () => {
  client = await redshift.connect()
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  database = rows[0]!.name
  await client.query('create schema sales')
  await client.query(`create table sales.orders (id bigint identity(5,2), placed timestamp not null sortkey,
    buyer varchar(20) default 'none' distkey, price decimal(8,2))`)
  await client.query('create view sales.recent as select id from sales.orders')
  await client.query('create view sales.later as select id from sales.orders with no schema binding')
})

test('SHOW DATABASES, SCHEMAS and TABLES list what there is', async () => {
  const databases = await client.query(`show databases like '${database}'`)
  expect(databases.rows).toMatchObject([{ database_name: database, database_type: 'local' }])
  const schemas = await client.query(`show schemas from database ${database} like 'sal%'`)
  expect(schemas.rows).toMatchObject([
    { database_name: database, schema_name: 'sales', schema_type: 'local' },
  ])
  const tables = await client.query(`show tables from schema ${database}.sales`)
  expect(tables.rows).toMatchObject([
    { table_name: 'later', table_type: 'VIEW', table_subtype: 'LATE BINDING VIEW' },
    { table_name: 'orders', table_type: 'TABLE', table_subtype: 'REGULAR TABLE', dist_style: 'KEY(buyer)' },
    { table_name: 'recent', table_type: 'VIEW', table_subtype: 'REGULAR VIEW' },
  ])
  expect((await client.query(`show tables from schema sales like 'o%' limit 1`)).rows).toHaveLength(1)
})

test('SHOW COLUMNS lists them in their order, with how they are stored', async () => {
  const { rows } = await client.query(`show columns from table ${database}.sales.orders`)
  expect(rows).toMatchObject([
    { column_name: 'id', ordinal_position: 1, data_type: 'bigint', is_nullable: 'NO' },
    { column_name: 'placed', sort_key_type: 'COMPOUND', sort_key: 1, encoding: 'none' },
    { column_name: 'buyer', character_maximum_length: 20, dist_key: 1 },
    { column_name: 'price', numeric_precision: 8, numeric_scale: 2 },
  ])
})

test('another database is shown as it is, and one that is not there is an error', async () => {
  await client.query('create database neighbour')
  const other = await redshift.connect('neighbour')
  await other.query('create table theirs (a int)')
  const { rows } = await client.query('show tables from schema neighbour.public')
  expect(rows).toMatchObject([{ database_name: 'neighbour', table_name: 'theirs' }])
  await expect(client.query('show schemas from database nowhere')).rejects.toMatchObject({ code: '3D000' })
})

test('SHOW TABLE and SHOW VIEW give the statement that makes them', async () => {
  const { rows } = await client.query<{ 'Show Table DDL statement': string }>('show table sales.orders')
  const statement = rows[0]!['Show Table DDL statement']
  expect(statement.split('\n')).toEqual([
    'CREATE TABLE sales.orders (',
    '    id bigint NOT NULL IDENTITY(5,2) ENCODE az64,',
    '    placed timestamp without time zone NOT NULL ENCODE raw,',
    "    buyer character varying(20) DEFAULT 'none'::character varying ENCODE lzo,",
    '    price numeric(8,2) ENCODE az64',
    ')',
    'DISTSTYLE KEY',
    'DISTKEY ( buyer )',
    'SORTKEY ( placed );',
  ])
  await client.query('drop table sales.orders cascade')
  await client.query(statement.replace('at timestamp', 'placed timestamp'))
  expect((await client.query('show table sales.orders')).rows).toEqual(rows)
  const later = await client.query('show view sales.later')
  expect(later.rows).toEqual([
    {
      'Show View DDL statement':
        'create view sales.later as select id from sales.orders with no schema binding;',
    },
  ])
  await expect(client.query('show table sales.later')).rejects.toThrow('is not a table')
})

test('there are no policies', async () => {
  for (const kind of ['rls', 'masking'])
    for (const where of [
      '',
      ' from database dev',
      ' on sales.orders',
      ' on dev.sales.orders for role x limit 5',
    ]) {
      const { rows, fields } = await client.query(`show ${kind} policies${where}`)
      expect([rows, fields[0]?.name]).toEqual([[], 'policy_name'])
    }
})

test('what stands where nothing may is refused', async () => {
  for (const statement of [
    'show tables',
    'show tables from schema a.b.c',
    'show databases limit x',
    'show table',
    'show rls policies to x',
    'show masking policies on',
  ])
    await expect(client.query(statement)).rejects.toThrow(/syntax error at|unrecognized/)
})
