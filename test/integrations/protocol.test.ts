import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const module = fileURLToPath(new URL('../../examples/python/', import.meta.url))
const hasPython = spawnSync('python3', ['--version']).status === 0 && process.platform !== 'win32'

/** Follows a run, prints each event, and how it ended. */
const FOLLOWER = `
import sys
from arbalest_run import ArbalestFailed, follow
try:
    for event in follow("run", "p", "--for", "5m"):
        print("event", event["type"], flush=True)
    print("done")
except ArbalestFailed as failed:
    print("failed", failed.exit_code, failed.code, failed.may_be_retried, failed)
`

/** Stands for the command \`arbalest\`: does what the variable ACT says. */
const STAND_IN = `#!/usr/bin/env node
const say = (event) => console.log(JSON.stringify(event))
if (process.env.ACT === 'wait')
  process.on('SIGTERM', () => setTimeout(() => {
    require('node:fs').writeFileSync(process.env.ROLLED_BACK, '')
    process.exit(143)
  }, 300))
say({ type: 'started' })
if (process.env.ACT === 'words') say({ type: process.argv.slice(2).join(' ') })
if (process.env.ACT === 'wait') setInterval(() => {}, 1_000)
else {
  const [exitCode, code] = (process.env.ACT ?? '').split(' ')
  if (code) say({ type: 'failed', code, message: 'It says why.' })
  console.error('for people')
  process.exitCode = Number(exitCode) || 0
}
`

// Without Python, or on Windows, which has no SIGTERM: reported as skipped.
describe.skipIf(!hasPython)('what follows a run in Python', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arbalest-protocol-'))
    await writeFile(join(folder, 'arbalest'), STAND_IN)
    await chmod(join(folder, 'arbalest'), 0o755)
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  function start(act: string): ChildProcess & { readonly output: Promise<string> } {
    const child = spawn('python3', ['-c', FOLLOWER], {
      env: {
        PATH: [folder, process.env['PATH']].join(delimiter),
        PYTHONPATH: module,
        PYTHONDONTWRITEBYTECODE: '1',
        ACT: act,
        ROLLED_BACK: join(folder, 'rolled-back'),
        REDSHIFT_URL: 'redshift://u:correct-horse-battery@h/d',
      },
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part))
    return Object.assign(child, { output: once(child, 'close').then(() => text) })
  }

  test('gives arguments as they are, with --json', async () => {
    expect(await start('words').output).toContain('event run p --for 5m --json\n')
  })

  test.each(['0', '5'])('takes exit code %s for done', async (code) => {
    expect(await start(code).output).toMatch(/^event started\n(.*\n)*done\n/m)
  })

  test.each([
    ['1 LOAD_REJECTED', 'failed 1 LOAD_REJECTED False LOAD_REJECTED: It says why.'],
    ['3 CONFIG_INVALID', 'failed 3 CONFIG_INVALID False CONFIG_INVALID: It says why.'],
    ['4 CONNECTION_LOST', 'failed 4 CONNECTION_LOST True CONNECTION_LOST: It says why.'],
    ['2', 'failed 2 None False arbalest ended with exit code 2'],
  ])('of %s, says why, whether to try again, and no secret', async (act, said) => {
    const output = await start(act).output
    expect(output).toContain(`${said}\n`)
    expect(output).not.toContain('correct-horse-battery')
  })

  test('passes SIGTERM on, and waits until what was under way is rolled back', async () => {
    const follower = start('wait')
    await once(follower.stdout!, 'data')
    follower.kill('SIGTERM')
    await follower.output
    expect(follower.exitCode).toBe(143)
    expect(existsSync(join(folder, 'rolled-back'))).toBe(true)
  })
})
