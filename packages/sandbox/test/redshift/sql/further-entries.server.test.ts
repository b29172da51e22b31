import { expect, test } from 'vitest'
import { localRedshift } from '../local-redshift.js'

const redshift = localRedshift()

const INDEXES =
  "select c.relname as name, count(a.attname)::int as columns from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind = 'i' and c.relname like 't%' group by 1"

test('keys are found by who asked when there were none', async () => {
  const [asking, making] = [await redshift.connect(), await redshift.connect()]
  const ask = async () => [
    (await asking.query(INDEXES)).rows,
    (await asking.query(INDEXES, [])).rows,
    (await asking.query({ name: 'kept', text: INDEXES })).rows,
    (await asking.query('select name, columns from listed')).rows,
  ]
  await making.query(`create view listed as ${INDEXES}`)
  expect(await ask()).toEqual([[], [], [], []])

  await making.query(`create procedure make() language plpgsql as $$
    begin execute 'create table t (a int, b int, primary ' || 'key (a, b))'; end $$`)
  await making.query('begin')
  await making.query('call make()')
  expect(await ask()).toEqual([[], [], [], []])
  await making.query('commit')

  const found = [{ name: 't_pkey', columns: 2 }]
  expect(await ask()).toEqual([found, found, found, found])
})
