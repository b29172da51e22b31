import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { Copied, SourceObject, Target } from '@arbalest/core/plugin'
import { createS3Client } from '@arbalest/s3'
import { startSandbox } from '@arbalest/sandbox'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { Client } from 'pg'

/** A sandbox, for the tests of one file. */
export interface Warehouse extends AsyncDisposable {
  /** Loads one object of this content into `target`, which it makes, and takes both away again. */
  load(target: Target, content: Uint8Array): Promise<Copied>
}

/** Starts a sandbox, and leads the AWS SDK of this process to it. */
export async function startWarehouse(): Promise<Warehouse> {
  const sandbox = await startSandbox({ largeStrings: true })
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }))
  const admin = new Client(sandbox.url)
  await admin.connect()
  const sink = new RedshiftSink(
    completeOptions({ connection: sandbox.url, iamRole: 'default', metadata: 's3://acme/arbalest/' }),
  )
  return {
    async load(target, content) {
      await s3.send(new PutObjectCommand({ Bucket: 'acme', Key: 'data', Body: content }))
      try {
        return await sink.transaction({ scope: 'test' }, (tx) => tx.copy(target, [objectOf(content)]))
      } finally {
        await admin.query(`drop table if exists "${target.table}"`)
      }
    },
    async [Symbol.asyncDispose]() {
      await sink[Symbol.asyncDispose]()
      await admin.end()
      s3.destroy()
      await sandbox.stop()
    },
  }
}

function objectOf(content: Uint8Array): SourceObject {
  return {
    key: 'data',
    version: '1',
    size: content.length,
    url: 's3://acme/data',
  }
}
