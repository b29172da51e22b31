import { assert, asyncProperty, boolean, uint8Array } from 'fast-check'
import { Client } from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { sharedRedshift } from '../local-redshift.js'
import { openRaw, RawClient } from '../raw-client.js'

const redshift = sharedRedshift()

describe('the connection', () => {
  test('is greeted like one to a cluster', async () => {
    const client = await redshift.connect()
    const { rows } = await client.query('select version()')
    expect(rows).toEqual([
      { version: expect.stringMatching(/^PostgreSQL 8\.0\.2 on .*, Redshift 1\.0\.\d+$/) },
    ])
  })

  test('does without TLS, and says so', async () => {
    const client = new RawClient(redshift.server.port)
    const answer = new Promise<string>((resolve) =>
      client.socket.once('data', (data) => resolve(data.toString())),
    )
    client.socket.write(message('', 80_877_103))
    expect(await answer).toBe('N')
    client.socket.destroy()
  })

  test('takes any user, by any password', async () => {
    const client = new Client(redshift.server.url.replace('awsuser:sandbox', 'Loader:secret'))
    await client.connect()
    expect((await client.query('select current_user as me')).rows).toEqual([{ me: 'Loader' }])
    await client.end()
  })

  test('is refused where the database does not exist', async () => {
    const client = new RawClient(redshift.server.port)
    client.socket.write(requests.startup({ user: 'awsuser', database: 'nowhere' }))
    expect(await client.answers()).toContain('E 3D000')
  })

  test('ends where what comes is not the protocol, and leaves the others alone', async () => {
    await assert(
      asyncProperty(uint8Array({ minLength: 1, maxLength: 60 }), boolean(), async (bytes, greeted) => {
        const client = greeted ? await openRaw(redshift) : new RawClient(redshift.server.port)
        client.socket.end(Buffer.from(bytes))
        await client.answers()
        client.socket.destroy()
      }),
      { numRuns: 60, seed: 1 },
    )
    expect(await redshift.rows('select 1')).toEqual([[1]])
  })
})

test('a message of no known kind ends the connection', async () => {
  const client = await openRaw(redshift)
  client.send(message('F', Buffer.alloc(8)))
  expect(await client.answers()).toEqual(['E 08P01'])
})

test('a statement can be canceled by the key of its session', async () => {
  const client = await redshift.connect()
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number }
  const slow = client.query('select count(*) from generate_series(1, 100000000000)')
  // A cancel request that comes before its statement cancels nothing.
  const running = `select state from pg_stat_activity where pid = ${processID}`
  await vi.waitFor(async () => expect(await redshift.rows(running)).toEqual([['active']]), {
    timeout: 10_000,
  })
  const canceling = new RawClient(redshift.server.port)
  const key = Buffer.alloc(8)
  key.writeInt32BE(processID)
  key.writeInt32BE(secretKey, 4)
  canceling.socket.write(requests.cancel(key))
  await expect(slow).rejects.toMatchObject({ code: '57014' })
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
