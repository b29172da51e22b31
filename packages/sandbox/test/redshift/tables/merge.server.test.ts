import { beforeEach, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

beforeEach(async () => {
  const client = await redshift.connect()
  await client.query(`
    drop table if exists target; drop table if exists source;
    create table target (id int, name varchar(9)); create table source (id int, name varchar(9));
    insert into target values (101, 'Bob'), (102, 'John'), (103, 'Susan');
    insert into source values (102, 'Tony'), (103, 'Alice'), (104, 'Bill')`)
})

const target = () => redshift.rows('select * from target order by 1, 2')

test('updates what matches and inserts the rest', async () => {
  const client = await redshift.connect()
  await client.query(`merge into Target using source as s on target.id = s.id
    when matched then update set id = s.id, name = s.name when not matched then insert values (s.id, s.name)`)
  expect(await target()).toEqual([
    [101, 'Bob'],
    [102, 'Tony'],
    [103, 'Alice'],
    [104, 'Bill'],
  ])
})

test('replaces what matches in its simplified mode', async () => {
  const client = await redshift.connect()
  await client.query(
    'merge into target using (select * from source where id > 102) s on target.id = s.id remove duplicates',
  )
  expect(await target()).toEqual([
    [101, 'Bob'],
    [102, 'John'],
    [103, 'Alice'],
    [104, 'Bill'],
  ])
})

test('refuses two matches for one row', async () => {
  const client = await redshift.connect()
  await client.query("insert into source values (102, 'Tina')")
  const merging = client.query(`merge into target using source on target.id = source.id
    when matched then update set name = source.name when not matched then insert values (source.id, source.name)`)
  await expect(merging).rejects.toMatchObject({ message: 'Found multiple matches to update the same tuple.' })
})

test.each([
  ['an alias of the target', 'merge into target t using source on t.id = source.id remove duplicates', 't'],
  [
    'one WHEN alone',
    'merge into target using source on target.id = source.id when matched then delete',
    undefined,
  ],
  [
    'a condition of WHEN',
    'merge into target using source on true when matched and source.id > 1 then delete when not matched then insert values (1, 2)',
    'and',
  ],
])('has no %s', async (_, sql, place) => {
  await expect(redshift.rows(sql)).rejects.toMatchObject({
    code: '42601',
    message: place === undefined ? 'syntax error at end of input' : `syntax error at or near "${place}"`,
  })
})
