import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { Copied, Source, SourceObject, Target } from '@arbalest/core/plugin'
import { createS3Client } from '@arbalest/s3'
import { startSandbox } from '@arbalest/sandbox'
import { completeOptions, RedshiftSink, type CopyOptions } from '@arbalest/sink-redshift'
import { Client } from 'pg'

/** A sandbox, for the tests of one file. */
export interface Warehouse extends AsyncDisposable {
  /** Loads one object of this content into `target`, which it makes, and takes both away again. `copy` says how it is written; default: in JSON. */
  load(target: Target, content: Uint8Array, copy?: CopyOptions): Promise<Copied>
}

/** Starts a sandbox, and leads the AWS SDK of this process to it. */
export async function startWarehouse(): Promise<Warehouse> {
  const sandbox = await startSandbox({ largeStrings: true })
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }))
  const admin = new Client(sandbox.url)
  await admin.connect()
  const options = { connection: sandbox.url, iamRole: 'default', metadata: 's3://acme/arbalest/' }
  const sinkOfJson = new RedshiftSink(completeOptions(options))
  return {
    async load(target, content, copy) {
      await using own = copy && new RedshiftSink(completeOptions({ ...options, copy }))
      const sink = own ?? sinkOfJson
      await s3.send(new PutObjectCommand({ Bucket: 'acme', Key: 'data', Body: content }))
      try {
        return await sink.transaction({ scope: 'test', source: sourceOf(content) }, (tx) =>
          tx.copy(target, [objectOf(content)]),
        )
      } finally {
        await admin.query(`drop table if exists "${target.table}"`)
      }
    },
    async [Symbol.asyncDispose]() {
      await sinkOfJson[Symbol.asyncDispose]()
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

function sourceOf(content: Uint8Array): { readonly url: string; readonly open: NonNullable<Source['open']> } {
  return {
    url: 's3://acme/',
    async *open(_, range) {
      yield content.subarray(range?.start, range?.end)
    },
  }
}
