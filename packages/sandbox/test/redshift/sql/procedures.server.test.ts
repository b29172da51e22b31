import { beforeAll, expect, test } from 'vitest'
import type { Client } from 'pg'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client
let notices: string[] = []

beforeAll(async () => {
  client = await redshift.connect()
  client.on('notice', ({ message = '' }) => notices.push(message))
  await client.query('create table n (a int); create table log (message varchar)')
})

/** Makes a procedure of this body and calls it; the rows of the call. */
async function call(body: string, { options = '', args = '', values = '' } = {}): Promise<unknown[]> {
  await client.query('truncate n')
  await client.query(`create or replace procedure p(${args}) ${options} as $$ ${body} $$ language plpgsql`)
  notices = []
  return (await client.query(`call p(${values})`)).rows
}

const numbers = async () => (await redshift.rows('select a from n order by a')).flat()

test('statements and expressions of a body follow the rules of those of clients', async () => {
  await call(`
    declare
      word varchar(max) := nvl(null, 'one');
      day timestamp;
      row record;
    begin
      select into word, day word || '!', dateadd(day, 1, '2024-01-01');
      raise info '% %', word, nvl(day, sysdate);
      insert into n select c from (select 2 as b, b + 1 as c) as x minus select 5;
    end`)
  expect(notices).toEqual(['one! 2024-01-02 00:00:00'])
  expect(await numbers()).toEqual([3])
})

test('FOR iterates over numbers, queries and dynamic queries', async () => {
  await call(`
    declare row record; more record;
    begin
      for i in 1..2 loop insert into n values (i); end loop;
      for row in select top 1 a from n order by a desc loop insert into n values (row.a * 10); end loop;
      for more in execute 'select top 1 nvl(a, 0) as a from n order by a desc' loop
        insert into n values (more.a * 10);
      end loop;
    end`)
  expect(await numbers()).toEqual([1, 2, 20, 200])
})

test('EXECUTE takes the statements of Redshift', async () => {
  const body = `
    begin
      execute 'create temp table s (a int encode az64) diststyle even';
      execute 'insert into s select ' || b || ' * 2 as twice';
      execute 'select top 1 a from s' into b;
    end`
  expect(await call(body, { args: 'b inout int', values: '4' })).toEqual([{ b: 8 }])
  await expect(call(`begin execute 'select a from n for update'; end`)).rejects.toMatchObject({
    code: '42601',
    message: 'syntax error at or near "for"',
  })
})

test('CALL leaves out the arguments that are OUT', async () => {
  const args = 'a int, b out int, c varchar(9)'
  const rows = await call(`begin b := a + len(c); end`, { args, values: "1, 'xyz'" })
  expect(rows).toEqual([{ b: 4 }])
})

test('TRUNCATE and COMMIT commit, ROLLBACK rolls back', async () => {
  await call(`begin
    insert into n values (1); truncate log; insert into n values (2); rollback;
    insert into n values (3); commit; insert into n values (4); rollback;
  end`)
  expect(await numbers()).toEqual([1, 3])
})

test.each(['commit', 'rollback', 'truncate log'])('%s is refused within a block', async (verb) => {
  await client.query(`create or replace procedure p() as $$ begin ${verb}; end $$ language plpgsql`)
  await client.query('begin')
  await expect(client.query('call p()')).rejects.toMatchObject({
    message: expect.stringContaining('executing in an atomic context'),
  })
  await client.query('rollback')
})

test('a handler rolls back, commits what it does, and raises the error again', async () => {
  await client.query('truncate log')
  const body = `begin
      insert into n values (1);
      execute 'select invalid';
    exception when others then insert into log values (sqlerrm);
    end`
  await expect(call(body)).rejects.toMatchObject({ message: 'column "invalid" does not exist' })
  expect(await numbers()).toEqual([])
  expect(await redshift.rows('select message from log')).toEqual([['column "invalid" does not exist']])
})

test('a NONATOMIC procedure keeps what was done before an error', async () => {
  const failing = call(`begin insert into n values (1); execute 'select invalid'; end`, {
    options: 'nonatomic',
  })
  await expect(failing).rejects.toMatchObject({ message: 'column "invalid" does not exist' })
  expect(await numbers()).toEqual([1])
})

test.each([
  ['begin null; exception when division_by_zero then null; end', '0A000'],
  ['declare x text; begin get stacked diagnostics x = message_text; end', '42601'],
  ['begin select sum(a) over (order by a) from n; end', '42601'],
])('a body is refused: %s', async (body, code) => {
  await expect(call(body)).rejects.toMatchObject({ code })
})

test.each([
  ['f(int) returns int stable as $$ select dateadd(day, $1, null)::date - null $$ language sql', undefined],
  ['f(a int) returns int stable as $$ select a $$ language sql', '42601'],
  ['f(int) returns bigint stable as $$ select count(*) from n $$ language sql', '0A000'],
  ['f() returns table (a int) as $$ select 1 $$ language sql', '0A000'],
  ['f() returns int as $$ begin return 1; end $$ language plpgsql', '0A000'],
  ['f() returns int return 1', '42601'],
])('create function %s', async (definition, code) => {
  const made = client.query(`create or replace function ${definition}`)
  if (code === undefined) await expect(made).resolves.toBeDefined()
  else await expect(made).rejects.toMatchObject({ code })
})
