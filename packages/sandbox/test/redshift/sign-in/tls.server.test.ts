import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { Client, type ClientConfig } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedshiftServer, startRedshift } from '../../../src/redshift/redshift.js'
import { makeCertificate } from '../../../src/redshift/wire/tls/certificate.js'

let server: RedshiftServer
let authority: string

beforeAll(async () => {
  server = await startRedshift({ tls: true })
  authority = await readFile(server.authorityFile ?? '', 'utf8')
})
afterAll(() => server.stop())

async function select(config: ClientConfig): Promise<unknown> {
  const client = new Client({
    user: 'awsuser',
    password: 'any',
    database: 'dev',
    port: server.port,
    ...config,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query("select repeat('x', 100000) as text")
    return (rows[0] as { text: string }).text.length
  } finally {
    await client.end()
  }
}

test.each(['127.0.0.1', 'localhost'])('who trusts the authority is let in at %s', async (host) => {
  expect(await select({ host, ssl: { ca: authority } })).toBe(100_000)
})

test('who trusts others is not', async () => {
  await expect(select({ host: '127.0.0.1', ssl: true })).rejects.toThrow(/certificate/)
  const stranger = makeCertificate(['127.0.0.1']).authority
  await expect(select({ host: '127.0.0.1', ssl: { ca: stranger } })).rejects.toThrow(/certificate/)
  const elsewhere = { ca: authority, servername: 'redshift.example.com' }
  await expect(select({ host: '127.0.0.1', ssl: elsewhere })).rejects.toThrow(/altnames/)
})

test('who asks for encryption alone is let in, and who does not is refused', async () => {
  expect(await select({ host: '127.0.0.1', ssl: { rejectUnauthorized: false } })).toBe(100_000)
  await expect(select({ host: '127.0.0.1' })).rejects.toMatchObject({
    code: '28000',
    message: expect.stringMatching(
      /^no pg_hba.conf entry for host "127.0.0.1", user "awsuser", database "dev", SSL off/,
    ),
  })
})

test('the URL asks for it, and a statement is canceled without it', async () => {
  expect(new URL(server.url).searchParams.get('sslmode')).toBe('verify-full')
  const client = new Client({ connectionString: server.url.split('?')[0], ssl: { ca: authority } })
  await client.connect()
  const waiting = client.query('select count(*) from generate_series(1, 1000000000000)')
  const failure = waiting.catch((error: unknown) => error)
  const { processID: process } = client as unknown as { processID: number }
  const other = new Client({ connectionString: server.url.split('?')[0], ssl: { ca: authority } })
  await other.connect()
  await other.query(`select pg_cancel_backend(${process})`)
  expect(await failure).toMatchObject({ message: expect.stringContaining("canceled on user's request") })
  await Promise.all([client.end(), other.end()])
})

test('certificates are for names and addresses of both kinds', async () => {
  const hosts = ['localhost', '127.0.0.1', '::1', '2001:db8::7:0:1', 'redshift.example.com']
  const { certificate, authority: issuer } = makeCertificate(hosts)

  const leaf = new X509Certificate(certificate)
  const root = new X509Certificate(issuer)
  expect([leaf.checkIssued(root), leaf.verify(root.publicKey), root.ca, leaf.ca]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(leaf.subjectAltName).toContain('IP Address:2001:DB8:0:0:0:7:0:1')
  for (const host of ['127.0.0.1', '::1', '2001:db8::7:0:1']) expect(leaf.checkIP(host)).toBeDefined()
  expect(leaf.checkHost('redshift.example.com')).toBe('redshift.example.com')
  expect(leaf.checkHost('other.example.com')).toBeUndefined()
})

test('bytes behind the request for TLS, which nobody has encrypted, end the connection', async () => {
  const socket = connect(server.port, '127.0.0.1')
  const request = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])
  socket.write(Buffer.concat([request, request]))
  const chunks: Buffer[] = []
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('')
})
