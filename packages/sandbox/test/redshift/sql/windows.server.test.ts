import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

const SALES = `(select 'a' as shop, 1 as qty union all select 'a', 3 union all select 'b', 6) as sales`

test.each([
  ['listagg(shop) over (partition by shop)', '', ['aa', 'aa', 'b']],
  ["listagg(shop, ',') within group (order by sum(qty) desc) over ()", 'group by shop', ['b,a', 'b,a']],
  ['median(sum(qty)) over ()', 'group by shop', ['5', '5']],
  ['percentile_cont(0.5) within group (order by sum(qty)) over ()', 'group by shop', ['5', '5']],
  [
    'nth_value(sum(qty), 2) ignore nulls over (order by shop rows unbounded preceding)',
    'group by shop',
    ['6', 'null'],
  ],
])('%s', async (call, group, values) => {
  const rows = await redshift.rows(`select ${call} from ${SALES} ${group}`)
  expect(rows.flat().map(String).toSorted()).toEqual(values)
})

test('roles of the session are those that its user has, of itself and by others', async () => {
  const client = await redshift.connect()
  await client.query('begin')
  await client.query('create role reader14; create role writer14')
  await client.query('grant role reader14 to role writer14; grant role writer14 to awsuser')
  const { rows } = await client.query<{ name: string }>(
    "select name from pg_get_session_roles() as (name name, id integer) where name like '%14' order by name",
  )
  await client.query('rollback')
  expect(rows.map(({ name }) => name)).toEqual(['reader14', 'writer14'])
})

test('a number takes part in COALESCE with a string that is none', async () => {
  expect(await redshift.rows("select coalesce(null, 'none', 12), coalesce(null, '7', 12) + 1")).toEqual([
    ['none', 8],
  ])
})
