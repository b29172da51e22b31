import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES, expectExample } from '../../packages/sandbox/test/copy/documented-examples.js'
import { openCluster, type OpenCluster } from '../../packages/sink-redshift/test/named-cluster.js'
import { clusterOfRun } from './set-up.js'

const { connection, bucket, prefix, iamRole, schema } = clusterOfRun()
let cluster: OpenCluster

beforeAll(() => {
  cluster = openCluster({ connection })
})

afterAll(() => cluster[Symbol.asyncDispose]())

describe('a documented example of COPY', () => {
  test.each(EXAMPLES)('$id', async (example) => {
    expect.hasAssertions()
    const tables = await cluster.query(`select tablename from pg_tables where schemaname = '${schema}'`)
    for (const { tablename } of tables) await cluster.query(`drop table "${String(tablename)}" cascade`)
    const folder = `${prefix}examples/${example.id}/`
    await cluster.inOneSession((query) =>
      expectExample(example, {
        folder: `s3://${bucket}/${folder}`,
        authorization: iamRole === 'default' ? 'iam_role default' : `iam_role '${iamRole}'`,
        put: (key, body) =>
          cluster.s3.send(new PutObjectCommand({ Bucket: bucket, Key: folder + key, Body: body })),
        query,
      }),
    )
  })
})
