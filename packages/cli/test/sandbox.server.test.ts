import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { makeWorkspace } from './workspace.js'

const PRINT_ENV =
  'const { env } = process; console.log(JSON.stringify([env.AWS_ENDPOINT_URL_S3, env.REDSHIFT_URL, env.AWS_PROFILE]))'

/** Those of the processes that are still there; what has ended and waits for its parent to notice is not. */
function alive(pids: readonly string[]): string[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', '-p', pids.join(',')], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line && !line.includes('Z'))
}

describe('arbalest sandbox -- COMMAND', () => {
  test('runs the command with the variables set, and ends with its exit code', async () => {
    const { run } = await makeWorkspace()

    const { exitCode, stdout } = await run(
      ['sandbox', '--', process.execPath, '-e', `${PRINT_ENV}; process.exitCode = 7`],
      { AWS_PROFILE: 'production' },
    )

    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout)).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^postgres:\/\/.*@127\.0\.0\.1:\d+\/dev$/),
      null,
    ])
  })

  test('serves folders as buckets, and makes empty ones', async () => {
    const { run } = await makeWorkspace()
    const list = 'fetch(process.env.AWS_ENDPOINT_URL_S3 + "/").then((r) => r.text()).then(console.log)'

    const { stdout } = await run([
      'sandbox',
      '--bucket',
      'events=data',
      '--bucket',
      'more=.',
      '--bucket',
      'empty',
      '--',
      process.execPath,
      '-e',
      list,
    ])

    expect(stdout).toContain('<Name>events</Name>')
    expect(stdout).toContain('<Name>more</Name>')
    expect(stdout).toContain('<Name>empty</Name>')
  })

  test('asks for passwords, and for TLS, whose authority the command is given', async () => {
    const { run } = await makeWorkspace()
    const script = `
      import { readFileSync } from 'node:fs'
      const { REDSHIFT_URL, PGSSLROOTCERT, NODE_EXTRA_CA_CERTS } = process.env
      console.log(JSON.stringify([REDSHIFT_URL, readFileSync(PGSSLROOTCERT, 'utf8').slice(0, 27), NODE_EXTRA_CA_CERTS === PGSSLROOTCERT]))`

    const { stdout } = await run([
      'sandbox',
      '--passwords',
      'sha256',
      '--tls',
      '--',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
    ])

    expect(JSON.parse(stdout)).toEqual([
      expect.stringMatching(/^postgres:\/\/awsuser:sandbox@127\.0\.0\.1:\d+\/dev\?sslmode=verify-full$/),
      '-----BEGIN CERTIFICATE-----',
      true,
    ])
    expect(await run(['sandbox', '--passwords', 'md4', '--', 'true'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Allowed choices are plain, md5, sha256.'),
    })
  })

  test('ends with 127 where there is no such command', async () => {
    const { run } = await makeWorkspace()

    expect(await run(['sandbox', '--', 'no-such-command'])).toMatchObject({
      exitCode: 127,
      stderr: expect.stringContaining('There is no command "no-such-command".'),
    })
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('passes %s on, and leaves no process behind', async (signal, exitCode) => {
    const { start } = await makeWorkspace()
    // A shell, what it has left in the background, and what it waits for, which says when it is there.
    const program = 'console.log(`pid ${process.pid} ready`); setTimeout(() => {}, 60_000)'
    const script = `echo pid $$; sleep 60 & echo pid $!; "${process.execPath}" -e '${program}'; echo never`

    const running = start(['sandbox', '--', 'sh', '-c', script])
    await running.printed('ready')
    running.process.kill(signal)
    const ended = await running.ended

    expect(ended.exitCode).toBe(exitCode)
    expect(ended.stdout).not.toContain('never')
    const pids = Array.from(ended.stdout.matchAll(/pid (\d+)/g), ([, pid]) => pid!)
    expect(pids).toHaveLength(3)
    expect(alive(pids)).toEqual([])
  })

  test('says why the sandbox that is installed for the working folder cannot be used', async () => {
    const { run, write } = await makeWorkspace()
    await write('node_modules/@arbalest/sandbox/package.json', '{"type":"module","exports":"./index.js"}')
    await write(
      'node_modules/@arbalest/sandbox/index.js',
      'throw new Error("no PostgreSQL for this machine")',
    )

    expect(await run(['sandbox', '--', 'true'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('failed while it was imported: no PostgreSQL for this machine'),
    })
  })

  test('reports a bucket without a folder before anything is started', async () => {
    const { run } = await makeWorkspace()

    expect(await run(['sandbox', '--bucket', 'events=nowhere', '--', 'true'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'arbalest: There is no folder "nowhere" to serve as the bucket "events".\n',
    })
  })
})

describe('arbalest sandbox', () => {
  test('prints the variables and stays until it is interrupted', async () => {
    const { start } = await makeWorkspace()

    const running = start(['sandbox'])
    await running.printed('The sandbox is up')
    running.process.kill('SIGINT')
    const { exitCode, stdout } = await running.ended

    expect(exitCode).toBe(0)
    expect(stdout.split('\n').map((line) => line.replace(/=.*/, ''))).toEqual([
      'export AWS_ENDPOINT_URL_S3',
      'export AWS_ENDPOINT_URL_REDSHIFT',
      'export AWS_ENDPOINT_URL_REDSHIFT_DATA',
      'export AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS',
      'export AWS_ENDPOINT_URL_SECRETS_MANAGER',
      'export AWS_ENDPOINT_URL_STS',
      'export AWS_ACCESS_KEY_ID',
      'export AWS_SECRET_ACCESS_KEY',
      'export AWS_REGION',
      'export REDSHIFT_URL',
      '',
    ])
    const [, port] = /REDSHIFT_URL=.*:(\d+)\/dev/.exec(stdout) ?? []
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed')
  })
})
