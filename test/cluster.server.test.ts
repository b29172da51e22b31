import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { expect, test } from 'vitest'

const SCRIPT = fileURLToPath(new URL('cluster/run-cluster.js', import.meta.url))
const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** Runs the script of `npm run cluster`. */
async function runCluster(words: readonly string[], env: NodeJS.ProcessEnv) {
  const { PATH } = process.env
  const child = spawn(process.execPath, [SCRIPT, ...words], { cwd: ROOT, env: { PATH, ...env } })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { exitCode: child.exitCode, stdout, stderr }
}

test('npm run cluster names each variable that is missing', async () => {
  const { exitCode, stderr } = await runCluster([], { ARBALEST_CLUSTER_ROLE: 'default' })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^ARBALEST_CLUSTER_CONNECTION is missing: how to connect, /m)
  expect(stderr).toMatch(/^ARBALEST_CLUSTER_BUCKET is missing: the name of a bucket /m)
  expect(stderr).not.toContain('ARBALEST_CLUSTER_ROLE')
})

test('npm run cluster shows nothing of a connection that is no JSON', async () => {
  const { exitCode, stderr } = await runCluster([], {
    ARBALEST_CLUSTER_CONNECTION: '{"password":"hidden-secret"',
    ARBALEST_CLUSTER_BUCKET: 'acme',
    ARBALEST_CLUSTER_ROLE: 'default',
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('ARBALEST_CLUSTER_CONNECTION begins with { and is no JSON.')
  expect(stderr).not.toContain('hidden-secret')
})

test('npm run cluster knows two kinds of sandbox', async () => {
  const { exitCode, stderr } = await runCluster(['--sandbox', 'air'], {})
  expect([exitCode, stderr]).toEqual([2, '--sandbox must be wire or data-api, not "air".\n'])
})

test('npm run cluster reports where a warehouse differs, and leaves nothing behind', async () => {
  // Unlike AWS, it takes any name for a workgroup's.
  await using sandbox = await startSandbox()
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = sandbox.env
  const s3 = new S3Client({
    endpoint: sandbox.endpoint,
    region: sandbox.env.AWS_REGION,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }))

  const { exitCode, stdout } = await runCluster(['--only', 'test/cluster/sign-in.test.ts'], {
    ...sandbox.env,
    ARBALEST_CLUSTER_CONNECTION: '{"iam":{"workgroup":"wg"},"database":"dev","via":"data-api"}',
    ARBALEST_CLUSTER_BUCKET: 'acme',
    ARBALEST_CLUSTER_ROLE: 'default',
  })

  expect(exitCode).toBe(1)
  expect(stdout).toMatch(
    /^Redshift [\d.]+, via data-api, signed in by IAM; Node v\S+; 2 of 3 tests as in the sandbox$/m,
  )
  expect(stdout).toMatch(/^\| is refused by a workgroup or a cluster that is missing \|/m)
  const client = new Client(sandbox.url)
  await client.connect()
  const schemas = await client.query(`select nspname from pg_namespace where nspname like 'arbalest%'`)
  await client.end()
  expect(schemas.rows).toEqual([])
  expect((await s3.send(new ListObjectsV2Command({ Bucket: 'acme' }))).Contents).toBeUndefined()
  s3.destroy()
})
