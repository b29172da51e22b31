import type { Client } from 'pg'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query(
    'create table n (a int); create table source (a int); insert into source values (1), (2)',
  )
})

beforeEach(async () => {
  await client.query('truncate n')
})

/** Makes a procedure of this body and calls it. */
async function call(body: string, mode = 'nonatomic'): Promise<void> {
  await client.query(`create or replace procedure p() ${mode} as $$ ${body} $$ language plpgsql`)
  await client.query('call p()')
}

const numbers = async () => (await redshift.rows('select a from n order by a')).flat()

// https://docs.aws.amazon.com/redshift/latest/dg/stored-procedure-transaction-management.html
test('what stands between START TRANSACTION and COMMIT is one transaction', async () => {
  const body = `begin
    insert into n values (1);
    start transaction;
    insert into n values (2);
    commit;
    start transaction;
    insert into n values (3);
    execute 'select invalid';
    commit;
  end`
  await expect(call(body)).rejects.toMatchObject({ code: '42703' })
  expect(await numbers()).toEqual([1, 2])
})

test('ROLLBACK ends such a transaction', async () => {
  await call('begin start transaction; insert into n values (1); rollback; insert into n values (2); end')
  expect(await numbers()).toEqual([2])
})

test('each statement of a loop is a transaction', async () => {
  const body = 'begin for i in 1..3 loop insert into n values (i); perform 1 / (3 - i); end loop; end'
  await expect(call(body)).rejects.toMatchObject({ code: '22012' })
  expect(await numbers()).toEqual([1, 2, 3])
})

const CURSOR = `insert into n values (row.a); end loop;`
const LOOP = `open c; loop fetch c into row; exit when not found; ${CURSOR}`
const DECLARE = 'declare row record; c cursor for select a from source order by a; begin'

test('a cursor lasts as long as the transaction that it was opened in', async () => {
  await expect(call(`${DECLARE} ${LOOP} end`)).rejects.toMatchObject({ code: '34000' })
  await client.query('truncate n')
  await call(`${DECLARE} start transaction; ${LOOP} commit; end`)
  expect(await numbers()).toEqual([1, 2])
})

test('START TRANSACTION is refused in a procedure that is not NONATOMIC', async () => {
  await expect(call('begin start transaction; commit; end', '')).rejects.toMatchObject({ code: '0A000' })
})
