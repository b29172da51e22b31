import { execFileSync } from 'node:child_process'
import { startSandbox } from '@arbalest/sandbox'
import type { Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installed, run } from './clients.js'

function hasPsql(): boolean {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('clients of Redshift', () => {
  const bin = installed('redshift')
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.stop())

  // Not installed, as no `npm run clients` ran here, or this machine has no Python: reported as skipped.
  test
    .skipIf(bin === undefined)
    .each(['redshift-connector-client.py', 'psycopg-client.py', 'asyncpg-client.py'])(
    '%s does its work',
    async (script) => {
      await expect(run(`redshift/${script}`, bin ?? '', { ...sandbox.env })).resolves.toBeUndefined()
    },
  )

  test.skipIf(!hasPsql())('psql.sh does its work', async () => {
    await expect(run('redshift/psql.sh', '', { ...sandbox.env })).resolves.toBeUndefined()
  })
})
