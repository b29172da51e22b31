import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'

test('a process that is killed leaves neither PostgreSQL nor files behind', async () => {
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
