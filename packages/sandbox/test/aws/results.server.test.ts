import { GetStatementResultCommand, GetStatementResultV2Command } from '@aws-sdk/client-redshift-data'
import { expect, test } from 'vitest'
import { sharedAws } from './local-aws.js'

const aws = sharedAws()

test('values have the member that their type has', async () => {
  const { Id } = await aws.run(`select null as n, true as t, 2::smallint as s, 9007199254740993 as big,
    1.5::float8 as f, 'NaN'::float8 as nan, 1.50::decimal(5,2) as d, date '2026-01-05' as day,
    timestamp '2026-01-05 10:00:00' as moment, json_parse('{"a":1}') as doc`)
  const { Records, ColumnMetadata = [] } = await aws.data.send(new GetStatementResultCommand({ Id }))
  expect(Records).toEqual([
    [
      { isNull: true },
      { booleanValue: true },
      { longValue: 2 },
      { longValue: Number('9007199254740993') },
      { doubleValue: 1.5 },
      { doubleValue: Number.NaN },
      { stringValue: '1.50' },
      { stringValue: '2026-01-05' },
      { stringValue: '2026-01-05 10:00:00' },
      { stringValue: '{"a":1}' },
    ],
  ])
  expect(ColumnMetadata.map(({ typeName }) => typeName)).toEqual(
    'varchar bool int2 int8 float8 float8 numeric date timestamp super'.split(' '),
  )
  expect(ColumnMetadata[6]).toMatchObject({ precision: 5, scale: 2, isSigned: true })
})

test('columns of a table tell its name, and the length of their type', async () => {
  await aws.run('create table told (id varchar(36), n bigint)')
  const { Id } = await aws.run('select id, n from told')
  const { ColumnMetadata } = await aws.data.send(new GetStatementResultCommand({ Id }))
  expect(ColumnMetadata).toMatchObject([
    { name: 'id', schemaName: 'public', tableName: 'told', length: 36, precision: 36 },
    { name: 'n', schemaName: 'public', tableName: 'told', typeName: 'int8' },
  ])
})

test('a large result comes in pages', async () => {
  const { Id } = await aws.run("select n, repeat('x', 1000) from generate_series(1, 2500) as n order by n")
  const pages: number[] = []
  let NextToken: string | undefined
  do {
    const page = await aws.data.send(new GetStatementResultCommand({ Id, NextToken }))
    expect(page.TotalNumRows).toBe(2500)
    pages.push(page.Records?.length ?? 0)
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  expect(pages.length).toBe(3)
  expect(pages.reduce((sum, rows) => sum + rows)).toBe(2500)
})

test('a result of format CSV is fetched as CSV alone', async () => {
  const { Id } = await aws.run(`select 1 as a, 'x,"y"' as b, null as c`, { ResultFormat: 'CSV' })
  const { Records, TotalNumRows } = await aws.data.send(new GetStatementResultV2Command({ Id }))
  expect(Records).toEqual([{ CSVRecords: 'a,b,c\r\n1,"x,""y""",\r\n' }])
  expect(TotalNumRows).toBe(1)
  await expect(aws.data.send(new GetStatementResultCommand({ Id }))).rejects.toThrow('format CSV')
})
