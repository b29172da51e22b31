import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { assert, asyncProperty, boolean, uint8Array } from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { localRedshift } from '../local-redshift.js'
import { RawClient } from '../raw-client.js'

const redshift = localRedshift()

const opened = async () => {
  const client = new RawClient(redshift.server.port)
  await client.open()
  return client
}
const bind = (portal: string, statement: string) => message('B', portal, statement, Buffer.alloc(6))
const execute = (portal: string) => message('E', portal, 0)
const describePortal = (name: string) => message('D', Buffer.from('P'), name)
const describeStatement = (name: string) => message('D', Buffer.from('S'), name)

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
        const client = greeted ? await opened() : new RawClient(redshift.server.port)
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
  const client = await opened()
  client.send(message('F', Buffer.alloc(8)))
  expect(await client.answers()).toEqual(['E 08P01'])
})

describe('simple queries', () => {
  test('answer each statement, and stop at the first that fails', async () => {
    const client = await opened()
    client.send(requests.query('select 1; select 2; select 1/0; select 3'))
    expect(await client.answers()).toEqual(['T', 'D', 'C SELECT 1', 'T', 'D', 'C SELECT 1', 'E 22012', 'Z I'])
    client.send(requests.query(' ; -- nothing\n'))
    expect(await client.answers()).toEqual(['I', 'Z I'])
    client.send(requests.query("select 'open"))
    expect(await client.answers()).toEqual(['E 42601', 'Z I'])
    client.socket.destroy()
  })

  test('leave no transaction open where one of several is refused', async () => {
    const client = await opened()
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
    const client = await opened()
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
    const client = await opened()
    client.send(requests.query("select repeat('x', 10000) from generate_series(1, 5000)"))
    client.socket.pause()
    await delay(200)
    client.socket.resume()
    const answers = await client.answers()
    expect(answers.length).toBe(5_003)
    client.socket.destroy()
  })
})

describe('extended queries', () => {
  test('are pipelined: statements of PostgreSQL and of the sandbox in their order', async () => {
    const client = await opened()
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

  test('skip everything behind an error up to the Sync, whoever found it', async () => {
    const client = await opened()
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

  test('an error undoes what came since the last Sync, whoever found it', async () => {
    const client = await opened()
    client.send(requests.query('create table undone (n int)'))
    await client.answers()
    client.send(requests.parse('', 'insert into undone values (1)'), bind('', ''), execute(''))
    client.send(requests.parse('', 'savepoint a'), requests.sync())
    expect(await client.answers()).toEqual(['1', '2', 'C INSERT 0 1', 'E 0A000', 'Z I'])
    expect(await redshift.rows('select * from undone')).toEqual([])
    client.socket.destroy()
  })

  test('a query without the Sync that an error asks for is ignored', async () => {
    const client = await opened()
    client.send(requests.parse('', 'select nothing'), requests.query('select 1'), requests.sync())
    expect(await client.answers()).toEqual(['E 42703', 'Z I'])
    client.send(requests.parse('', 'savepoint a'), requests.query('select 1'), requests.sync())
    expect(await client.answers()).toEqual(['E 0A000', 'Z I'])
    client.socket.destroy()
  })

  test('an error of the sandbox fails the block', async () => {
    const client = await opened()
    client.send(requests.query('begin'))
    await client.answers()
    client.send(requests.parse('', 'savepoint a'), requests.sync())
    expect(await client.answers()).toEqual(['E 0A000', 'Z E'])
    client.send(requests.query('end'))
    expect(await client.answers()).toEqual(['C ROLLBACK', 'Z I'])
    client.socket.destroy()
  })
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

test('a process that is killed leaves neither PostgreSQL nor files behind', async () => {
  const { spawn } = await import('node:child_process')
  const temporary = await mkdtemp(join(tmpdir(), 'killed-'))
  // As those of a system are: who starts PostgreSQL as root does not run it as root.
  await chmod(temporary, 0o1777)
  const built = new URL('../../dist/index.js', import.meta.url).href
  const script = `import { startRedshift } from ${JSON.stringify(built)}
    import { readFileSync } from 'node:fs'
    import pg from 'pg'
    const { url, authorityFile } = await startRedshift({ tls: true })
    const client = new pg.Client({ connectionString: url.split('?')[0], ssl: { ca: readFileSync(authorityFile) } })
    await client.connect()
    await client.query('create table t (a int)')
    await client.query("copy t from 's3://bkt/x' iam_role default").catch(() => {})
    console.log((await client.query('select pg_backend_pid() as pid')).rows[0].pid)`
  const child = spawn('node', ['--input-type=module', '-e', script], {
    cwd: new URL('.', import.meta.url),
    env: {
      ...process.env,
      TMPDIR: temporary,
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 's',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).trim())),
  )
  const lives = () => {
    try {
      execFileSync('kill', ['-0', pid], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  expect(lives()).toBe(true)
  child.kill('SIGKILL')
  for (let i = 0; i < 100 && lives(); i++) await delay(50)
  expect(lives()).toBe(false)
  await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 10_000 })
  await rm(temporary, { recursive: true })
})
