import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

// https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html
const redshift = sharedRedshift()

test.each([
  ['10.00::decimal(8,2) / 3.00::decimal(8,2)', '3.333333333'],
  ['1 / 3.0', '0.3333'],
  ['7 / 2', '3'],
  ['-(10.00::decimal(8,2)) / 3', '-3.3333333333333'],
  ['10.0 / 4::float8', '2.5'],
  ['2.50::decimal(4,2) * 2.5::decimal(3,1)', '6.250'],
  ['(1.5 + 2.25) / 2', '1.8750000000000'],
])('%s is %s', async (expression, value) => {
  expect(await redshift.rows(`select (${expression})::varchar`)).toEqual([[value]])
})

test('a whole number is a BIGINT as long as it fits one', async () => {
  const client = await redshift.connect()
  await client.query(
    'create table whole as select 9223372036854775807 as fits, 9223372036854775808 as beyond',
  )
  await client.query(
    'create view whole_view as select 1000000000000000000 as fits, 0009223372036854775800 as zeros',
  )
  const types = `select column_name, data_type from svv_columns where table_name in ('whole', 'whole_view') order by 1, 2`
  expect(await redshift.rows(types)).toEqual([
    ['beyond', 'numeric'],
    ['fits', 'bigint'],
    ['fits', 'bigint'],
    ['zeros', 'bigint'],
  ])
  expect(await redshift.rows('select fits / 2 from whole')).toEqual([['4611686018427387903']])
})

test('columns have the types of their table, through subqueries, WITH and late-binding views', async () => {
  const client = await redshift.connect()
  await client.query('create table sales (pricepaid decimal(8,2), commission decimal(8,2), qty int)')
  await client.query('insert into sales values (728.00, 109.20, 3)')
  await client.query('create view sold as select * from public.sales with no schema binding')
  const queries = [
    'select pricepaid / commission as ratio from sales',
    'select s.pricepaid / s.commission as ratio from (select * from sales) as s',
    'with s as (select pricepaid as p, commission as c from sales) select p / c as ratio from s',
    'select pricepaid / commission as ratio from sold group by pricepaid / commission',
  ]
  for (const query of queries) expect((await client.query(query)).rows).toEqual([{ ratio: '6.666666667' }])
  const { fields } = await client.query('select pricepaid / commission from sales')
  expect(fields[0]).toMatchObject({ name: '?column?', dataTypeModifier: ((17 << 16) | 9) + 4 })
})

test('a quotient of sums has four digits, and one of whole numbers none', async () => {
  const client = await redshift.connect()
  await client.query('create table amounts (a decimal(18,2), n int)')
  await client.query('insert into amounts values (10.00, 1), (10.00, 2)')
  const { rows } = await client.query('select sum(a) / sum(n) as q, sum(n) / count(*) as whole from amounts')
  expect(rows).toEqual([{ q: '6.6667', whole: '1' }])
})

test('a product that has too many digits is refused', async () => {
  const product = 'select cast(1 as decimal(38,20)) * cast(10 as decimal(38,20))'
  await expect(redshift.rows(product)).rejects.toThrow('overflow')
})
