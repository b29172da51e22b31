import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create schema sales')
  await client.query(`create procedure sales.close(day date, out total decimal(8,2), place inout varchar(20))
    as $$ begin total := 1; end $$ language plpgsql`)
  await client.query('create procedure sales.close(day date) as $$ begin end $$ language plpgsql')
  await client.query(
    'create function sales.twice(int, varchar) returns int stable as $$ select $1 * 2 $$ language sql',
  )
})

const rows = async (sql: string, values: unknown[] = []) =>
  (await client.query<unknown[]>({ text: sql, values, rowMode: 'array' })).rows
const records = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows

test('SHOW PROCEDURES and FUNCTIONS list those of a schema', async () => {
  const { database } = redshift
  expect(await records('show procedures from schema sales')).toEqual(
    [
      { number_of_arguments: 1, argument_list: 'date', return_type: null },
      {
        number_of_arguments: 2,
        argument_list: 'date, character varying',
        return_type: 'character varying, numeric',
      },
    ].map((shown) => ({
      database_name: database,
      schema_name: 'sales',
      procedure_name: 'close',
      remarks: null,
      ...shown,
    })),
  )
  expect(await rows(`show functions from schema ${database}.sales like 'tw%' limit 1`)).toEqual([
    [database, 'sales', 'twice', 2, 'integer, character varying', 'integer', null],
  ])
  expect(await rows(`show functions from schema $1.$2 like $3`, [database, 'sales', 'x%'])).toEqual([])
})

test('SHOW PARAMETERS lists those of the routine that has these types', async () => {
  const { database } = redshift
  const shown = await records('show parameters of procedure sales.close(date, varchar(20))')
  expect(shown.map(({ parameter_name: name, parameter_type: type }) => [name, type])).toEqual([
    ['day', 'IN'],
    ['place', 'INOUT'],
    ['total', 'OUT'],
  ])
  expect(shown[1]).toMatchObject({
    procedure_name: 'close',
    character_maximum_length: -1,
    ordinal_position: 2,
  })
  const asked = 'show parameters of function $1.$2.$3($4, $5)'
  const twice = await rows(asked, [database, 'sales', 'twice', 'integer', 'character varying'])
  expect(twice.map((row) => row.slice(2, 9))).toEqual([
    ['twice', '', 0, 'RETURN', 'integer', null, 32],
    ['twice', '', 1, 'IN', 'integer', null, 32],
    ['twice', '', 2, 'IN', 'character varying', -1, null],
  ])
  expect(await rows(`show parameters of procedure sales.close(date) like 'pl%'`)).toEqual([])
  await expect(client.query('show parameters of procedure sales.close')).rejects.toThrow('syntax error')
})

// https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_PROCEDURE.html
test('SHOW PROCEDURE shows the procedure as it was written, by its types if there are others of the name', async () => {
  const body = " begin total := nvl(day, '2026-01-01') - '2026-01-01'; end "
  await client.query(
    `create procedure shown(day date, out total int, varchar(9)) as $$${body}$$ language plpgsql; set search_path to public`,
  )
  const heading = 'Stored Procedure Definition'
  const statement = `CREATE OR REPLACE PROCEDURE public.shown(day date, character varying, OUT total integer)\nLANGUAGE plpgsql\nAS $_$${body}$_$\n`
  for (const signature of ['', '(date, varchar)', '(day date, out total int, in varchar(9))']) {
    expect(await records(`show procedure shown${signature}`)).toEqual([{ [heading]: statement }])
  }
  await expect(client.query('show procedure sales.close')).rejects.toMatchObject({ code: '42725' })
  await expect(client.query('show procedure shown(int)')).rejects.toMatchObject({ code: '42883' })
  await client.query('create procedure free() nonatomic as $$ begin end $$ language plpgsql')
  expect(await rows('show procedure free()')).toEqual([
    ['CREATE OR REPLACE PROCEDURE public.free()\nNONATOMIC\nLANGUAGE plpgsql\nAS $_$ begin end $_$\n'],
  ])
})

test('the catalog shows bodies as they were written', async () => {
  await client.query(
    'create function nothing(int) returns int stable as $$ select nvl($1, 0) $$ language sql',
  )
  expect(await rows("select prosrc from pg_proc where proname = 'nothing'")).toEqual([
    [' select nvl($1, 0) '],
  ])
  expect(
    await records(
      `select p.prosrc, i.prosrc as same, pg_get_functiondef(p.oid) like '%$ select nvl($1, 0) $%' as whole
       from pg_proc p join pg_proc_info i on i.prooid = p.oid where p.proname = 'nothing'`,
    ),
  ).toEqual([{ prosrc: ' select nvl($1, 0) ', same: ' select nvl($1, 0) ', whole: true }])
})
