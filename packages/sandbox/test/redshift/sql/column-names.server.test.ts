import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

beforeAll(async () => {
  await redshift.rows('create table named (a int, b varchar(9), c date)')
})

test.each([
  // https://docs.aws.amazon.com/redshift/latest/dg/r_EXTRACT_function.html
  ['extract(year from c)', 'date_part'],
  ['extract(year from c)::smallint', 'date_part'],
  // https://docs.aws.amazon.com/redshift/latest/dg/r_DECODE_expression.html
  ["decode(a, 1, 'one', 'many')", 'case'],
  ["decode(a, 1, 'one', b)", 'b'],
  // https://docs.aws.amazon.com/redshift/latest/dg/r_LOG.html
  ['log(100)', 'dlog10'],
  // https://docs.aws.amazon.com/redshift/latest/dg/r_WF_first_value.html
  [
    'first_value(b ignore nulls) over (order by a rows between unbounded preceding and unbounded following)',
    'first_value',
  ],
  ['lag(b) ignore nulls over (order by a)', 'lag'],
  ['avg(a)', 'avg'],
])('without an alias, the column of %s is called %s', async (expression, name) => {
  const client = await redshift.connect()
  expect((await client.query(`select ${expression} from named`)).fields[0]?.name).toBe(name)
  await client.query(`create temp table made as select ${expression} from named`)
  expect((await client.query('select * from made')).fields[0]?.name).toBe(name)
})
