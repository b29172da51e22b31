import {
  DescribeTableCommand,
  ListDatabasesCommand,
  ListSchemasCommand,
  ListTablesCommand,
} from '@aws-sdk/client-redshift-data'
import { beforeAll, expect, test } from 'vitest'
import { localAws, WORKGROUP } from './local-aws.js'

const aws = localAws({ workgroups: ['wg'] })

beforeAll(async () => {
  await aws.run('create schema shop')
  await aws.run(
    `create table shop.orders (id bigint not null, item varchar(20) default 'bolt', price decimal(8, 2), at timestamp)`,
  )
  await aws.run('create view shop.items as select item from shop.orders')
  await aws.run('create table orders (id integer)')
})

test('lists databases and schemas', async () => {
  const { Databases } = await aws.data.send(new ListDatabasesCommand(WORKGROUP))
  expect(Databases).toContain('dev')
  const { Schemas = [] } = await aws.data.send(new ListSchemasCommand(WORKGROUP))
  expect(Schemas).toEqual(expect.arrayContaining(['information_schema', 'pg_catalog', 'public', 'shop']))
  expect(Schemas).not.toContain('redshift')
  const some = await aws.data.send(new ListSchemasCommand({ ...WORKGROUP, SchemaPattern: 'sh%' }))
  expect(some.Schemas).toEqual(['shop'])
})

test('lists tables and views, by patterns and page by page', async () => {
  const { Tables } = await aws.data.send(new ListTablesCommand(WORKGROUP))
  expect(Tables).toEqual([
    { schema: 'public', name: 'orders', type: 'TABLE' },
    { schema: 'shop', name: 'items', type: 'VIEW' },
    { schema: 'shop', name: 'orders', type: 'TABLE' },
  ])
  const patterns = { SchemaPattern: 'sho_', TablePattern: 'ord%' }
  const some = await aws.data.send(new ListTablesCommand({ ...WORKGROUP, ...patterns }))
  expect(some.Tables).toEqual([{ schema: 'shop', name: 'orders', type: 'TABLE' }])
  const first = await aws.data.send(new ListTablesCommand({ ...WORKGROUP, MaxResults: 2 }))
  expect(first.Tables).toHaveLength(2)
  const { NextToken } = first
  const rest = await aws.data.send(new ListTablesCommand({ ...WORKGROUP, MaxResults: 2, NextToken }))
  expect([...first.Tables!, ...rest.Tables!]).toEqual(Tables)
  const system = await aws.data.send(
    new ListTablesCommand({ ...WORKGROUP, SchemaPattern: 'pg_catalog', TablePattern: 'stl_load_errors' }),
  )
  expect(system.Tables).toEqual([{ schema: 'pg_catalog', name: 'stl_load_errors', type: 'SYSTEM VIEW' }])
})

test('describes the columns of a table', async () => {
  const { TableName, ColumnList } = await aws.data.send(
    new DescribeTableCommand({ ...WORKGROUP, Schema: 'shop', Table: 'orders' }),
  )
  expect(TableName).toBe('orders')
  const of = { schemaName: 'shop', tableName: 'orders' }
  expect(ColumnList).toMatchObject([
    { ...of, name: 'id', typeName: 'int8', nullable: 0 },
    {
      ...of,
      name: 'item',
      typeName: 'varchar',
      length: 20,
      nullable: 1,
      columnDefault: expect.stringContaining('bolt') as string,
    },
    { ...of, name: 'price', typeName: 'numeric', precision: 8, scale: 2 },
    { ...of, name: 'at', typeName: 'timestamp' },
  ])
  const all = await aws.data.send(new DescribeTableCommand({ ...WORKGROUP, Table: 'orders' }))
  expect(all.ColumnList?.map(({ schemaName }) => schemaName)).toEqual([
    'public',
    ...Array.from({ length: 4 }, () => 'shop'),
  ])
})

test('refuses a workgroup and a database that are not known', async () => {
  await expect(
    aws.data.send(new ListTablesCommand({ WorkgroupName: 'other', Database: 'dev' })),
  ).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(
    aws.data.send(new ListTablesCommand({ ...WORKGROUP, Database: 'nowhere' })),
  ).rejects.toMatchObject({
    name: 'DatabaseConnectionException',
    message: expect.stringContaining('database "nowhere" does not exist') as string,
  })
})
