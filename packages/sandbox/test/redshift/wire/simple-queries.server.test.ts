import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { sharedRedshift } from '../local-redshift.js'
import { openRaw } from '../raw-client.js'

const redshift = sharedRedshift()

describe('simple queries', () => {
  test('answer each statement, and stop at the first that fails', async () => {
    const client = await openRaw(redshift)
    client.send(requests.query('select 1; select 2; select 1/0; select 3'))
    expect(await client.answers()).toEqual(['T', 'D', 'C SELECT 1', 'T', 'D', 'C SELECT 1', 'E 22012', 'Z I'])
    client.send(requests.query(' ; -- nothing\n'))
    expect(await client.answers()).toEqual(['I', 'Z I'])
    client.send(requests.query("select 'open"))
    expect(await client.answers()).toEqual(['E 42601', 'Z I'])
    client.socket.destroy()
  })

  test('leave no transaction open where one of several is refused', async () => {
    const client = await openRaw(redshift)
    for (const [refused, code] of [
      ['savepoint a', '0A000'],
      ["copy missing from 's3://b/k' iam_role default", '42P01'],
      ['select nothing', '42703'],
    ]) {
      client.send(requests.query(`create table halfway (n int); ${refused}; select 1`))
      expect(await client.answers()).toEqual(['C CREATE TABLE', `E ${code}`, 'Z I'])
    }
    client.socket.destroy()
  })

  test('may be sent before the last was answered', async () => {
    const client = await openRaw(redshift)
    client.send(...[1, 2, 3].map((n) => requests.query(`select ${n}`)))
    for (const _ of [1, 2, 3]) expect(await client.answers()).toEqual(['T', 'D', 'C SELECT 1', 'Z I'])
    client.socket.destroy()
  })

  test('have 16 MB at most', async () => {
    const client = await redshift.connect()
    const long = `select '${'x'.repeat(16 * 1024 * 1024)}'`
    await expect(client.query(long)).rejects.toMatchObject({
      message: expect.stringMatching(/^Statement is too large/),
    })
    expect((await client.query(`select length('${'x'.repeat(15_000_000)}') as n`)).rows).toEqual([
      { n: 15_000_000 },
    ])
  })

  test('bring results larger than memory should hold, at the pace of the client', async () => {
    const client = await openRaw(redshift)
    client.send(requests.query("select repeat('x', 10000) from generate_series(1, 5000)"))
    client.socket.pause()
    await delay(200)
    client.socket.resume()
    const answers = await client.answers()
    expect(answers.length).toBe(5_003)
    client.socket.destroy()
  })
})
