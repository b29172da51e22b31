import { connect, createServer, type AddressInfo } from 'node:net'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putObject } from '../put-object.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

/** A statement as a client sends it by itself, and what a server says of one that is done. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0')
const ROLLBACK = Buffer.from('Q\0\0\0\x0drollback\0')

/** Starts a pooler that rolls back where it is asked to commit, and says so. */
async function startPooler(url: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const { hostname, port } = new URL(url)
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    client.on('data', (bytes) => upstream.write(bytes.equals(COMMIT) ? ROLLBACK : bytes))
    upstream.pipe(client)
    for (const socket of [client, upstream]) {
      socket.on('error', () => {})
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const pooled = new URL(url)
  pooled.hostname = '127.0.0.1'
  pooled.port = String((server.address() as AddressInfo).port)
  return {
    url: pooled.href,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('a commit that is answered as a rollback is none', async () => {
  await using pooler = await startPooler(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: pooler.url })
  const objects = await putObject(fixture, { id: 1 })
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, objects)
    await tx.mark([{ key: 'a', version: '1' }])
  })
  await expect(work).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
    message: expect.stringContaining('COMMIT was answered by "ROLLBACK"') as string,
  })
  expect(await fixture.rows('events')).toEqual([])
})
