import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startSandbox } from '../../../src/sandbox.js'

/** What loading and parsing a string of `bytes` bytes within a SUPER comes to. */
async function taken(client: Client, s3: S3Client, bytes: number): Promise<boolean[]> {
  const Body = JSON.stringify({ d: { text: 'x'.repeat(bytes) } })
  await s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: 'd', Body }))
  const succeeds = (sql: string, values: unknown[] = []) =>
    client.query(sql, values).then(
      () => true,
      () => false,
    )
  return [
    await succeeds(`copy documents from 's3://bkt/d' iam_role default json 'auto'`),
    await succeeds('select json_parse($1)', [Body]),
    await succeeds(`insert into documents select json_parse('{"a":"' || repeat('x', ${bytes}) || '"}')`),
  ]
}

test.each([
  [false, [true, true, true], [false, false, false]],
  [true, [true, true, true], [true, true, true]],
])('strings within SUPER, large ones: %s', async (largeStrings, within, beyond) => {
  await using sandbox = await startSandbox({ largeStrings })
  const s3 = new S3Client({
    endpoint: sandbox.endpoint,
    region: sandbox.env.AWS_REGION,
    forcePathStyle: true,
    credentials: {
      accessKeyId: sandbox.env.AWS_ACCESS_KEY_ID,
      secretAccessKey: sandbox.env.AWS_SECRET_ACCESS_KEY,
    },
  })
  const client = new Client(sandbox.url)
  await client.connect()
  await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
  await client.query('create table documents (d super)')
  const { rows } = await client.query('select is_large_string_enabled() as large')
  expect(rows).toEqual([{ large: largeStrings }])
  expect(await taken(client, s3, 65_535)).toEqual(within)
  expect(await taken(client, s3, 65_536)).toEqual(beyond)
  await client.end()
  s3.destroy()
})
