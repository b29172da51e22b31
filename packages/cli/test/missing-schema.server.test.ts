import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorkspace, type Workspace } from './workspace.js'

const CONFIGURATION = `
sink: { use: redshift, with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/meta/' } }
pipelines:
  daily:
    - load: orders
      source: { use: s3, with: { url: s3://acme/orders/ } }
      strategy: { use: bulk }
      target: { table: slaes.orders, properties: { id: bigint } }
`

let workspace: Workspace
let sandbox: Sandbox

beforeAll(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write('acme/orders/1.json', '{"id":1}\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
})
afterAll(() => sandbox.stop())

test('every command says which schema is missing, and what to do', async () => {
  const { url, env } = sandbox
  const sink = url.replace(/^postgres:.*@/, 'redshift://')
  const commands = ['plan', 'run', 'validate', 'status', 'doctor']
  const ended = await Promise.all(commands.map((command) => workspace.run([command], { ...env })))
  const doctor = ended.pop()!

  for (const each of ended) {
    expect(each).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(
        `There is no schema "slaes" in ${sink}. Create it (create schema "slaes"), or correct its name in the configuration: in target, marksSchema or a statement.`,
      ) as string,
    })
  }
  expect(doctor).toMatchObject({ exitCode: 1 })
  expect(doctor.stdout).toContain(
    '✗ use the table "slaes.orders": There is no schema "slaes"; create it, or correct its name in the configuration.',
  )
  expect(doctor.stdout).toContain('create schema "slaes" authorization "awsuser";')
})
