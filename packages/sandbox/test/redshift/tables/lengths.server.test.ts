import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test('the length of a VARCHAR counts bytes, whichever way a value comes', async () => {
  const client = await redshift.connect()
  await client.query('create table sized (c varchar(5))')
  const refused = { code: '22001', message: 'value too long for type character varying(5)' }
  await expect(client.query("insert into sized values ('äöü')")).rejects.toMatchObject(refused)
  await expect(client.query('insert into sized values ($1)', ['äöü'])).rejects.toMatchObject(refused)
  await expect(client.query("insert into sized select 'äö' || 'ü'")).rejects.toMatchObject(refused)
  await client.query("insert into sized values ('äö'), ('abcde'), (null)")
  await expect(client.query("update sized set c = c || 'ü' where c = 'äö'")).rejects.toMatchObject(refused)
  expect(await redshift.rows('select c from sized order by c')).toEqual([['abcde'], ['äö'], [null]])
})

test('blanks too many are dropped, and a cast cuts between characters', async () => {
  const client = await redshift.connect()
  await client.query('create table padded (c varchar(3), d char(3))')
  await client.query("insert into padded values ('ab     ', 'ab     ')")
  expect(await redshift.rows("select c || '|', octet_length(d) from padded")).toEqual([['ab |', 3]])
  expect(await redshift.rows("select 'äöü'::varchar(3), 'abcdef'::char(2)")).toEqual([['ä', 'ab']])
})

test('the length of a CHAR counts bytes', async () => {
  const client = await redshift.connect()
  await client.query('create table narrow (c char(3))')
  await expect(client.query("insert into narrow values ('äö')")).rejects.toMatchObject({
    code: '22001',
    message: 'value too long for type character(3)',
  })
})
