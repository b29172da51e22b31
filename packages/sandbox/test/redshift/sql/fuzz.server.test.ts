import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

const words = (
  'select insert into values update delete from using merge truncate copy unload create table temp like alter add ' +
  'column drop type varchar ( ) , ; . :: $1 * + t t2 #t a b "A" int super identity not null default primary key ' +
  "distkey sortkey encode zstd begin commit rollback lock vacuum analyze set to show reset query_group append 's3://b/k' " +
  'manifest json csv iam_role delimiter listagg decode dateadd nvl within group order by case when then end cast as ' +
  "char max numeric 1 0 -1 1.5e3 'x' '\\' '' $$ /* */ -- \n e'x' [ ] in is distinct limit 10 on remove duplicates"
).split(' ')
const openings = words.slice(0, 15)

const statement = array(oneof({ weight: 9, arbitrary: constantFrom(...words) }, string({ maxLength: 4 })), {
  maxLength: 14,
}).chain((rest) => constantFrom(...openings).map((first) => [first, ...rest].join(' ')))

/** Whatever was said, the session answers and can go on. */
async function survives(say: (sql: string) => Promise<unknown>, sql: string): Promise<void> {
  await say(sql).catch((error: { code?: string; message: string }) => {
    expect(error.code).toMatch(/^[0-9A-Z]{5}$/)
    expect(error.message).not.toMatch(/^internal error/)
  })
}

test('no statement, however absurd, ends or confuses a session', { timeout: 60_000 }, async () => {
  const client = await redshift.connect()
  await client.query('create table t (a int, b varchar(5)); create table t2 (a int, b varchar(5))')
  await assert(
    asyncProperty(statement, async (sql) => {
      await survives((text) => client.query(text), sql)
      await survives((text) => client.query({ text, values: [] as unknown[], name: '' }), sql)
      await survives((text) => client.query({ text, values: [1] }), sql)
      await client.query('rollback')
      expect((await client.query('select 7 as n')).rows).toEqual([{ n: 7 }])
    }),
    { numRuns: 400, seed: 20_170_401 },
  )
})
