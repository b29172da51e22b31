import { describe, expect, test } from 'vitest'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { sharedRedshift } from '../local-redshift.js'
import { openRaw } from '../raw-client.js'

const redshift = sharedRedshift()

const bind = (portal: string, statement: string) => message('B', portal, statement, Buffer.alloc(6))
const execute = (portal: string) => message('E', portal, 0)
const describePortal = (name: string) => message('D', Buffer.from('P'), name)
const describeStatement = (name: string) => message('D', Buffer.from('S'), name)

describe('extended queries', () => {
  test('are pipelined: statements of PostgreSQL and of the sandbox in their order', async () => {
    const client = await openRaw(redshift)
    client.send(
      requests.parse('', 'create table piped (n int)'),
      bind('', ''),
      execute(''),
      requests.parse('one', 'truncate piped'),
      describeStatement('one'),
      bind('p', 'one'),
      describePortal('p'),
      execute('p'),
      message('C', Buffer.from('P'), 'p'),
      requests.parse('', 'select count(*) from piped'),
      bind('', ''),
      execute(''),
      requests.sync(),
    )
    expect(await client.answers()).toEqual([
      '1',
      '2',
      'C CREATE TABLE',
      '1',
      't',
      'n',
      '2',
      'n',
      'C TRUNCATE TABLE',
      '3',
      '1',
      '2',
      'D',
      'C SELECT 1',
      'Z I',
    ])
    client.send(bind('', 'one'), execute(''), requests.sync())
    expect(await client.answers()).toEqual(['2', 'C TRUNCATE TABLE', 'Z I'])
    client.socket.destroy()
  })

  test('skip everything behind an error up to the Sync, whatever found it', async () => {
    const client = await openRaw(redshift)
    for (const [sql, code] of [
      ['savepoint a', '0A000'],
      ['truncate missing', '42P01'],
      ['select 1/0', '22012'],
      ['select 1; select 2', '42601'],
      ["copy missing from 's3://b/k' iam_role default", '42P01'],
    ] as const) {
      client.send(
        requests.parse('', sql),
        bind('', ''),
        execute(''),
        requests.parse('', 'select 1'),
        bind('', ''),
      )
      client.send(execute(''), requests.sync())
      const answers = await client.answers()
      expect(answers.at(-2)).toBe(`E ${code}`)
      expect(answers.at(-1)).toBe('Z I')
      client.send(requests.query('select 1'))
      expect(await client.answers()).toEqual(['T', 'D', 'C SELECT 1', 'Z I'])
    }
    client.socket.destroy()
  })

  test('an error undoes what came since the last Sync, whatever found it', async () => {
    const client = await openRaw(redshift)
    client.send(requests.query('create table undone (n int)'))
    await client.answers()
    client.send(requests.parse('', 'insert into undone values (1)'), bind('', ''), execute(''))
    client.send(requests.parse('', 'savepoint a'), requests.sync())
    expect(await client.answers()).toEqual(['1', '2', 'C INSERT 0 1', 'E 0A000', 'Z I'])
    expect(await redshift.rows('select * from undone')).toEqual([])
    client.socket.destroy()
  })

  test('a query without the Sync that an error asks for is ignored', async () => {
    const client = await openRaw(redshift)
    client.send(requests.parse('', 'select nothing'), requests.query('select 1'), requests.sync())
    expect(await client.answers()).toEqual(['E 42703', 'Z I'])
    client.send(requests.parse('', 'savepoint a'), requests.query('select 1'), requests.sync())
    expect(await client.answers()).toEqual(['E 0A000', 'Z I'])
    client.socket.destroy()
  })

  test('an error of the sandbox fails the block', async () => {
    const client = await openRaw(redshift)
    client.send(requests.query('begin'))
    await client.answers()
    client.send(requests.parse('', 'savepoint a'), requests.sync())
    expect(await client.answers()).toEqual(['E 0A000', 'Z E'])
    client.send(requests.query('end'))
    expect(await client.answers()).toEqual(['C ROLLBACK', 'Z I'])
    client.socket.destroy()
  })
})
