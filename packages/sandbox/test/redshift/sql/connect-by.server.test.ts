import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create table staff (id int, name varchar(20), boss int)')
  await client.query(
    "insert into staff values (1, 'Ada', null), (2, 'Ben', 1), (3, 'Cid', 1), (4, 'Dot', 2), (5, 'Eve', 4), (9, 'Zoe', null)",
  )
})

const names = async (query: string) =>
  (await client.query<unknown[]>({ text: query, rowMode: 'array' })).rows.map((row) => row.join(' '))

// https://docs.aws.amazon.com/redshift/latest/dg/r_CONNECT_BY_clause.html
test.each([
  ["name from staff start with name = 'Ben' connect by prior id = boss", ['Ben', 'Dot', 'Eve']],
  ["name from staff connect by boss = prior id start with name = 'Ben'", ['Ben', 'Dot', 'Eve']],
  [
    's.name from staff as s start with s.id = 1 connect by s.boss = prior s.id and level < 3',
    ['Ada', 'Ben', 'Cid'],
  ],
  [
    'name, level from staff where level > 2 start with boss is null connect by prior id = boss',
    ['Dot 3', 'Eve 4'],
  ],
  ['count(*) from staff connect by prior id = boss', ['13']],
  ['* from staff start with id = 4 connect by prior id = boss', ['4 Dot 2', '5 Eve 4']],
  [
    'x.name from (select * from staff where id > 1) as x start with x.id = 2 connect by prior x.id = x.boss',
    ['Ben', 'Dot', 'Eve'],
  ],
  [
    'name from staff where id in (select id from staff start with id = 3 connect by prior id = boss)',
    ['Cid'],
  ],
  ['start from (select name as start from staff where id = 9) as x', ['Zoe']],
])('select %s', async (query, rows) => {
  expect((await names(`select ${query}`)).toSorted()).toEqual(rows)
})

test('a query with WITH and QUALIFY finds its tables', async () => {
  const query = `with few as (select * from staff where id < 5)
    select name from few start with id = 1 connect by prior id = boss
    qualify row_number() over (partition by level order by name desc) = 1 order by level`
  expect(await names(query)).toEqual(['Ada', 'Cid', 'Dot'])
})

test('CONNECT BY of several tables is refused by name', async () => {
  const query = 'select 1 from staff a, staff b start with a.id = 1 connect by prior a.id = b.boss'
  await expect(client.query(query)).rejects.toMatchObject({ code: '0A000' })
})
