import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from 'pg'
import { sharedSandbox } from '../../shared-sandbox.js'

const shared = sharedSandbox('bodies')
let client: Client
let notices: string[] = []

beforeAll(async () => {
  client = await shared.connect()
  client.on('notice', ({ message = '' }) => notices.push(message))
  await client.query('create table n (a int, v varchar(20))')
  await shared.put('in/one.csv', '1,uno\n2,dos\n')
  await shared.put('in/bad.csv', '1,uno\nx,dos\n')
})

beforeEach(async () => {
  await client.query('truncate n')
  notices = []
})

/** Makes a procedure of this body and calls it; the rows of the call. */
async function call(body: string, { args = '', values = '', mode = '' } = {}): Promise<unknown[]> {
  await client.query(`create or replace procedure p(${args}) ${mode} as $$ ${body} $$ language plpgsql`)
  return (await client.query(`call p(${values})`)).rows
}

const rows = async (sql = 'select a, v from n order by a') =>
  (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

const COPY = "copy n from 's3://bodies/in/one.csv' iam_role default csv"

test('COPY loads within a procedure, and counts', async () => {
  const body = `begin ${COPY}; select into total pg_last_copy_count(); update n set a = a * 10; end`
  expect(await call(body, { args: 'total inout bigint', values: '0' })).toEqual([{ total: '2' }])
  expect(await rows()).toEqual([
    [10, 'uno'],
    [20, 'dos'],
  ])
  expect(notices).toEqual(["Load into table 'n' completed, 2 record(s) loaded successfully."])
})

test('the usual way to merge: COPY into a temporary table of the procedure, by EXECUTE', async () => {
  const body = `begin
    execute 'create temp table staged (like n)';
    execute 'copy staged from ' || quote_literal('s3://bodies/in/' || name) || ' iam_role default csv';
    execute 'insert into n select * from staged; drop table staged';
  end`
  await call(body, { args: 'name varchar(max)', values: "'one.csv'" })
  expect(await rows('select count(*) from n')).toEqual([['2']])
})

test('a load that fails undoes the procedure, and stays among the load errors', async () => {
  const body = `begin insert into n values (7, 'x'); ${COPY.replace('one', 'bad')}; end`
  await expect(call(body)).rejects.toThrow("Check 'stl_load_errors' system table for details")
  expect(await rows()).toEqual([])
  expect(await rows('select trim(colname), trim(raw_field_value) from stl_load_errors')).toEqual([['a', 'x']])
  expect(await rows('select 1')).toEqual([[1]])
})

test('a handler sees what failed, and a later COPY loads', async () => {
  await call(`begin ${COPY.replace('one', 'bad')}; exception when others then ${COPY}; end`, {
    mode: 'nonatomic',
  })
  expect(await rows('select count(*) from n')).toEqual([['2']])
})

test('a block that fails is undone, with what a procedure loaded', async () => {
  await client.query('begin')
  await call(`begin ${COPY}; end`)
  await client.query('rollback')
  expect(await rows()).toEqual([])
})

test('UNLOAD writes what the procedure has made', async () => {
  const body = `begin
    insert into n values (1, 'tab	and "quote"'), (2, null);
    unload ('select a, v, a::decimal(5,2) as d from n order by a') to 's3://bodies/out/n_' iam_role default csv parallel off;
  end`
  await call(body)
  const written = Object.values(await shared.objects('out/')).map(String)
  expect(written).toEqual(['1,"tab\tand ""quote""",1.00\n2,,2.00\n'])
})

test('who may not write a table loads nothing into it', async () => {
  await client.query("create user loader password 'Loader123'")
  await client.query(`create or replace procedure p() as $$ begin ${COPY}; end $$ language plpgsql`)
  await client.query('grant execute on procedure p() to loader')
  await client.query('begin; set session authorization loader')
  await expect(client.query('call p()')).rejects.toMatchObject({ code: '42501' })
  await client.query(
    'rollback; grant insert on n to loader; begin; set session authorization loader; call p(); commit',
  )
  await client.query('reset session authorization')
  expect(await rows('select count(*) from n')).toEqual([['2']])
})

test('parameters of COPY are checked when the procedure is made', async () => {
  await expect(call(`begin ${COPY} maxerrors 1; end`)).rejects.toMatchObject({ code: '42601' })
})

test('whatever else takes the sandbox runs as well: ALTER TABLE, and MERGE with REMOVE DUPLICATES', async () => {
  await client.query(
    "create table wide (a int, v varchar(20), gone int); insert into wide values (1, 'old', 0)",
  )
  await call(`begin
    alter table wide drop column gone;
    alter table wide add column z int encode az64 default 5;
    insert into n values (1, 'new'), (3, 'three');
    alter table wide drop column z;
    merge into wide using n on wide.a = n.a remove duplicates;
  end`)
  expect(await rows('select * from wide order by a')).toEqual([
    [1, 'new'],
    [3, 'three'],
  ])
})
