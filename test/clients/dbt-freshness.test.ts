import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startSandbox } from '@arbalest/sandbox'
import { expect, test } from 'vitest'
import { installed, run } from './clients.js'

const bin = installed('dbt')

// Not installed, as no `npm run clients` ran here, or this machine has no Python: reported as skipped.
test.skipIf(bin === undefined)(
  'dbt says by the ledger how fresh a source is, as docs/ledger.md shows it',
  { timeout: 600_000 },
  async () => {
    await using sandbox = await startSandbox()
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
    const { endpoint } = sandbox
    const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
    await s3.send(new CreateBucketCommand({ Bucket: 'acme' }))
    await s3.send(new PutObjectCommand({ Bucket: 'acme', Key: 'data/1.json', Body: '{"id":1}\n' }))
    s3.destroy()
    await expect(run('dbt-freshness.py', bin ?? '', { ...sandbox.env })).resolves.toBeUndefined()
  },
)
