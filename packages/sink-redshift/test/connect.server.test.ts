import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf } from './error-of.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('a host that does not answer is unreachable, and worth another try', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  await using fixture = await warehouse.fixture({ connection: `redshift://u:p@127.0.0.1:${port}/dev` })
  const unreachable = { code: 'SINK_UNREACHABLE', retryable: true }
  await expect(fixture.sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toMatchObject(unreachable)
  await expect(collect(fixture.sink.marks('p/s'))).rejects.toMatchObject(unreachable)
})

test('a server that refuses the password causes an error that says so, without the password', async () => {
  await using server = await startRefusal('password authentication failed for user "ada"', '28P01')
  await using fixture = await warehouse.fixture({
    connection: `redshift://ada:hunter2@127.0.0.1:${server.port}/dev`,
  })
  const error = await errorOf(fixture.sink.transaction({ scope: 'p/s' }, async () => {}))
  expect(error).toMatchObject({ code: 'SINK_DENIED', retryable: false })
  expect((error as Error).message).toContain('password authentication failed for user "ada"')
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
})

test('a server without TLS causes an error that says so, if TLS is required', async () => {
  await using fixture = await warehouse.fixture({ connection: `${warehouse.url}?sslmode=require` })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toMatchObject({
    code: 'SINK_UNREACHABLE',
    retryable: false,
    message: expect.stringContaining('sslmode=disable') as string,
  })
})

/** A server that answers whoever begins a session with an error. */
async function startRefusal(message: string, code: string): Promise<AsyncDisposable & { port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`)
      const header = Buffer.from([0x45, 0, 0, 0, 0])
      header.writeInt32BE(fields.length + 4, 1)
      socket.end(Buffer.concat([header, fields]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
