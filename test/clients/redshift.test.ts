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

/** Scripts by the environment that holds their client. */
const SCRIPTS = {
  redshift: ['redshift-connector-client.py', 'psycopg-client.py', 'asyncpg-client.py'],
  airflow: ['airflow-client.py'],
  dlt: ['dlt-client.py'],
  pandas: ['sqlalchemy-client.py', 'awswrangler-client.py'],
  go: ['pgx-client.go'],
  java: ['jdbc-client.java'],
}

describe.each(Object.entries(SCRIPTS))('clients of Redshift in .clients/%s', (environment, scripts) => {
  const place = installed(environment)
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.stop())

  // Not installed, as no `npm run clients` ran here, or this machine lacks the language: reported as skipped.
  test.skipIf(place === undefined).each(scripts)('%s does its work', async (script) => {
    await expect(run(`redshift/${script}`, place ?? '', { ...sandbox.env })).resolves.toBeUndefined()
  })
})

test.skipIf(!hasPsql())('psql.sh does its work', async () => {
  await using sandbox = await startSandbox()
  await expect(run('redshift/psql.sh', '', { ...sandbox.env })).resolves.toBeUndefined()
})
