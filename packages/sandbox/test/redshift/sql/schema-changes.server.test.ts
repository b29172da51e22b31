import { array, assert, asyncProperty, constantFrom, record } from 'fast-check'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startRedshift } from '../../../src/redshift/redshift.js'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

/** What a table may be: `c` keeps a string or reads it, and the scale of a quotient depends on `d`. */
const SHAPES = [
  '(c varchar(9), d decimal(8, 2))',
  '(c super, d decimal(20, 10))',
  '(d decimal(18, 6), c varbyte)',
]

const make = (schema: string, i: number) => [
  `drop table if exists ${schema}.t`,
  `create table ${schema}.t ${SHAPES[i]}`,
]

/** After each of these, `t` may be another table, or have other columns. */
const CHANGES = [
  ...SHAPES.flatMap((_, i) => [make('one', i), make('two', i), [`call public.remake(${i})`]]),
  ...SHAPES.map((shape) => [`create temp table t ${shape}`]),
  ['drop table t'],
  ['alter table t rename column c to e'],
  ['alter table t rename to u'],
  ['alter table u rename to t'],
  ['set search_path to one'],
  ['set search_path to two'],
  ["select set_config('search_path', 'one', false)"],
  ['truncate t'],
]
const BLOCKS = [['begin'], ['commit'], ['rollback']]
/** What depends on the columns of `t`. */
const LOOKS = [
  ["insert into t (c, d) values ('1234', 1)", 'select c::varchar, d / d as q from t'],
  ["update t set c = '1234'", 'select is_varchar(c) from t'],
  ['select t.d / d as q from t'],
]

const steps = array(
  record({
    by: constantFrom(0, 1),
    statements: constantFrom(
      ...CHANGES,
      ...BLOCKS,
      ...BLOCKS,
      ...Array.from({ length: 6 }, () => LOOKS).flat(),
    ),
    queryMode: constantFrom('simple', 'extended'),
  }),
  { minLength: 6, maxLength: 16 },
)

const CANCELED = '57014'

async function outcome(client: Client | undefined, text: string, queryMode: string): Promise<unknown> {
  const query = { text, queryMode }
  return client?.query(query).then(
    ({ rows }) => rows as unknown[],
    ({ code }: { code: string }) => code,
  )
}

test('what sessions keep of tables is what they would be told, whatever two of them change', async () => {
  await using keeping = await startRedshift()
  await using asking = await startRedshift()
  const clients: Client[] = []
  const connect = async (url: string) => {
    const client = new Client(url)
    await client.connect()
    clients.push(client)
    return client
  }
  // While a session may be changing tables, none keeps anything.
  const changing = await connect(asking.url)
  await changing.query('begin; create table changed (a int)')
  const sides = await Promise.all(
    [keeping, asking].map(({ url }) => Promise.all([connect(url), connect(url)])),
  )
  for (const [first] of sides) {
    await first.query('create schema one; create schema two')
    await first.query(`create procedure public.remake(i int) as $$
      begin
        drop table if exists one.t;
        ${SHAPES.map((shape, i) => `if i = ${i} then execute 'create table one.t ${shape}'; end if;`).join('\n')}
      end $$ language plpgsql`)
  }
  const reset = [
    'rollback',
    'drop table if exists pg_temp.t',
    'set search_path to one; set statement_timeout to 80',
  ]
  await assert(
    asyncProperty(steps, async (taken) => {
      for (const [first, second] of sides) {
        for (const sql of reset) await Promise.all([first.query(sql), second.query(sql)])
        for (const sql of [...make('one', 0), ...make('two', 1)]) await first.query(sql)
      }
      for (const { by, statements, queryMode } of taken) {
        for (const sql of statements) {
          const [kept, asked] = await Promise.all(sides.map((side) => outcome(side[by], sql, queryMode)))
          // One waits for the other, which does nothing.
          if (kept === CANCELED || asked === CANCELED) return
          expect([sql, kept]).toEqual([sql, asked])
        }
      }
    }),
    { numRuns: 12, seed: 14 },
  )
  await Promise.all(clients.map((client) => client.end()))
})

/** Whether a string that is written into the new column `added` stays one. */
async function keepsString(client: Client): Promise<unknown> {
  await client.query("insert into grown (added) values ('1234')")
  const { rows } = await client.query('select is_varchar(added) as kept from grown where added is not null')
  return rows
}

test('what a transaction was told of tables as they had been does not outlast it', async () => {
  const [ours, other] = [await redshift.connect(), await redshift.connect()]
  await ours.query('drop table if exists grown; create table grown (c varchar(9))')
  await ours.query('begin; select 1 from pg_class limit 1')
  await other.query('alter table grown add column added super')
  await ours.query("insert into grown (c) values ('1234')")
  await ours.query('commit')
  expect(await keepsString(ours)).toEqual([{ kept: true }])
})

test('what a session was told while another had not committed its changes does not outlast them', async () => {
  const [ours, other] = [await redshift.connect(), await redshift.connect()]
  await ours.query('drop table if exists grown; create table grown (c varchar(9))')
  await other.query('begin; alter table grown add column added super')
  const waiting = ours.query("insert into grown (c) values ('1234')")
  await expect.poll(() => redshift.rows('select 1 from pg_locks where not granted')).toEqual([[1]])
  await other.query('commit')
  await waiting
  expect(await keepsString(ours)).toEqual([{ kept: true }])
})
