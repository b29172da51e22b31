// Runs tests on a real cluster: `npm run cluster`, or as a rehearsal on the sandbox: `npm run cluster -- --sandbox wire`.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { startSandbox } from '@arbalest/sandbox'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'

const CONNECTION = 'ARBALEST_CLUSTER_CONNECTION'

const VARIABLES = {
  [CONNECTION]:
    'how to connect, as `connection` in a configuration: a URL, or an object as JSON, such as {"iam":{"workgroup":"wg"},"database":"dev","via":"data-api"}',
  ARBALEST_CLUSTER_BUCKET: "the name of a bucket in the cluster's region, in which the run may write",
  ARBALEST_CLUSTER_ROLE:
    'the role with which Redshift reads that bucket, and writes to it for UNLOAD: its ARN, or default',
}

/** How a sandbox is started, and connected to, by what carries statements. By IAM, nobody has granted a right to anybody, so none is enforced. */
const IN_SANDBOX = {
  wire: { options: { passwords: 'sha256' }, connectionTo: ({ url }) => url },
  'data-api': {
    options: { workgroups: ['wg'] },
    connectionTo: () => '{"iam":{"workgroup":"wg"},"database":"dev","via":"data-api"}',
  },
}

/** The environment with which tests find a sandbox that has been started for them. */
async function environmentOf(sandbox, via) {
  Object.assign(process.env, sandbox.env)
  const s3 = new S3Client({ forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'cluster' }))
  s3.destroy()
  return {
    ...process.env,
    [CONNECTION]: IN_SANDBOX[via].connectionTo(sandbox),
    ARBALEST_CLUSTER_BUCKET: 'cluster',
    ARBALEST_CLUSTER_ROLE: 'default',
  }
}

/** What is wrong with the environment, one line each. */
function faultsOf(env) {
  const faults = Object.entries(VARIABLES)
    .filter(([name]) => !env[name])
    .map(([name, what]) => `${name} is missing: ${what}.`)
  try {
    if (env[CONNECTION]?.startsWith('{')) JSON.parse(env[CONNECTION])
  } catch {
    // What is wrong with the JSON would show a part of it, which may be a password.
    faults.push(`${CONNECTION} begins with { and is no JSON.`)
  }
  return faults
}

const { sandbox: via, only } = parseArgs({
  options: { sandbox: { type: 'string' }, only: { type: 'string' } },
}).values
if (via !== undefined && !(via in IN_SANDBOX)) {
  console.error(`--sandbox must be ${Object.keys(IN_SANDBOX).join(' or ')}, not "${via}".`)
  process.exit(2)
}

const sandbox = via && (await startSandbox(IN_SANDBOX[via].options))
const env = sandbox ? await environmentOf(sandbox, via) : process.env
const faults = faultsOf(env)
if (faults.length > 0) {
  for (const fault of faults) console.error(fault)
  console.error(
    'Credentials for AWS and its region are found as the AWS SDK finds them. See CONTRIBUTING.md.',
  )
  process.exit(2)
}

const run = `arbalest_cluster_${randomBytes(4).toString('hex')}`
console.log(`All of this run is in the schema "${run}" and in s3://${env.ARBALEST_CLUSTER_BUCKET}/${run}/,`)
console.log('which are removed at its end. If the run is killed, remove them by hand.')
const words = ['vitest', 'run', '--project', 'cluster', '--reporter', 'default', '--reporter']
const tests = spawn('npx', [...words, './test/cluster/reporter.ts', ...(only ? [only] : [])], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...env, ARBALEST_CLUSTER_RUN: run },
})
const [status] = await once(tests, 'exit')
await sandbox?.stop()
process.exitCode = status ?? 1
