import { Client } from 'pg'
import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test('settings of Redshift are set, shown and reset', async () => {
  const client = await redshift.connect()
  expect((await client.query('show query_group')).rows).toEqual([{ query_group: 'default' }])
  await client.query("set query_group to 'loads'; set session wlm_query_slot_count = 3")
  expect((await client.query('show query_group')).rows).toEqual([{ query_group: 'loads' }])
  expect((await client.query('show wlm_query_slot_count')).rows).toEqual([{ wlm_query_slot_count: '3' }])
  await client.query('reset query_group')
  expect((await client.query('show query_group')).rows).toEqual([{ query_group: 'default' }])
})

test('current_setting reads settings of Redshift as SHOW does, and no others', async () => {
  const client = await redshift.connect()
  const read = async () => {
    const names = [
      'query_group',
      'wlm_query_slot_count',
      'enable_numeric_rounding',
      'max_cursor_result_set_size',
    ]
    const { rows } = await client.query<string[]>({
      text: `select ${names.map((name) => `current_setting('${name}')`).join()}`,
      rowMode: 'array',
    })
    for (const [i, name] of names.entries())
      expect((await client.query(`show ${name}`)).rows).toEqual([{ [name]: rows[0]?.[i] }])
    return rows[0]
  }
  expect(await read()).toEqual(['default', '1', 'on', 'default'])
  await client.query("begin; set query_group to 'etl'; set enable_numeric_rounding to false")
  expect(await read()).toEqual(['etl', '1', 'off', 'default'])
  await client.query('rollback')
  expect(await read()).toEqual(['default', '1', 'on', 'default'])
  await expect(client.query("select current_setting('nothing')")).rejects.toMatchObject({ code: '42704' })
  expect((await client.query("select current_setting('nothing', true)")).rows).toEqual([
    { current_setting: null },
  ])
})

test('a user has settings of their own, which hold from the next session on', async () => {
  const client = await redshift.connect()
  await client.query('create user keeper password disable createuser')
  const asKeeper = async () => {
    const keeper = new Client({ connectionString: redshift.server.url.replace('awsuser', 'keeper') })
    await keeper.connect()
    const { fields } = await keeper.query('select 1 as "MyCol", current_setting(\'query_group\') as "G"')
    const { rows } = await keeper.query('show query_group')
    await keeper.end()
    return [...fields.map(({ name }) => name), ...Object.values(rows[0] as object)]
  }
  expect(await asKeeper()).toEqual(['mycol', 'g', 'default'])
  await client.query('alter user keeper set enable_case_sensitive_identifier to true')
  await client.query("alter user keeper set query_group = 'kept'")
  expect(await asKeeper()).toEqual(['MyCol', 'G', 'kept'])
  await client.query('alter user keeper reset enable_case_sensitive_identifier')
  await client.query('alter user keeper reset query_group')
  expect(await asKeeper()).toEqual(['mycol', 'g', 'default'])
})

test('settings that both know do what they do in PostgreSQL', async () => {
  const client = await redshift.connect()
  await client.query(
    "create schema other; set search_path to other; set timezone to 'UTC'; set time zone 'UTC'",
  )
  expect((await client.query('select current_schema()')).rows).toEqual([{ current_schema: 'other' }])
  await client.query('set statement_timeout to 20')
  await expect(client.query('select count(*) from generate_series(1, 100000000)')).rejects.toMatchObject({
    code: '57014',
  })
})

test.each(['lock_timeout', 'work_mem', 'nonsense'])('%s is no setting', async (name) => {
  await expect(redshift.rows(`set ${name} to 1`)).rejects.toMatchObject({
    code: '42704',
    message: `unrecognized configuration parameter "${name}"`,
  })
})
