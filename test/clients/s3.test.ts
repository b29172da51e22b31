import { startSandbox } from '@arbalest/sandbox'
import type { Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installed, run } from './clients.js'

/** Scripts by the environment that holds their client; each does the work of a day. */
const SCRIPTS = {
  s3: [
    'aws.sh',
    'boto3-client.py',
    'minio-client.py',
    'polars-client.py',
    'pyarrow-client.py',
    'rclone.sh',
    's3cmd.sh',
    's5cmd.sh',
  ],
  s3fs: ['s3fs-client.py'],
}

/** A script may start its client a dozen times, which takes seconds each on a machine that is busy. */
const MOST_MILLISECONDS = 300_000

describe.each(Object.entries(SCRIPTS))(
  'clients of S3 in .clients/%s',
  { timeout: MOST_MILLISECONDS },
  (environment, scripts) => {
    const bin = installed(environment)
    let sandbox: Sandbox
    beforeAll(async () => {
      sandbox = await startSandbox()
    })
    afterAll(() => sandbox.stop())

    // Not installed, as no `npm run clients` ran here, or this machine has no Python: reported as skipped.
    test.skipIf(bin === undefined).each(scripts)('%s does its work', async (script) => {
      await expect(run(`s3/${script}`, bin ?? '', { ...sandbox.env })).resolves.toBeUndefined()
    })
  },
)
