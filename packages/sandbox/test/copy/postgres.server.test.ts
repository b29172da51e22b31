import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type Sandbox, startSandbox } from '@arbalest/sandbox'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const bounds = { seed: 20_180_131, numRuns: 1_000 }

const digits = fc.stringMatching(/^[+-]?\d{0,45}(\.\d{0,30})?([eE][+-]?\d{1,4})?$/)
const times = fc.stringMatching(
  /^(\d{1,6}[-/. ]\d{1,2}[-/. ]\d{1,4}|J\d{1,8}|\d{4}\.\d{3}|\d{6,8}|(Jan|Feb|dec)[ -]\d\d[ -]\d{2,4})([ T]\d\d?:\d\d(:\d\d(\.\d{0,9})?)?)?( ?(AM|PM|Z|PST|[+-]\d\d(:\d\d)?|Asia\/Tokyo|BC)){0,2}$/,
)
const dates = fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.jsonValue().map((value) => JSON.stringify({ a: value, b: [value] })),
)
const texts = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => text.replaceAll(/[\n\r\0\ud800-\udfff]/g, ' '))

/** What is loaded into each type: what looks like its values, and anything. */
const types: [string, fc.Arbitrary<string>][] = [
  ['int2', digits],
  ['int8', digits],
  ['numeric(9,4)', digits],
  ['numeric(38,20)', digits],
  ['float4', digits],
  ['float8', digits],
  ['boolean', fc.constantFrom('t', 'TRUE', 'no', '0', '2', 'x')],
  ['char(5)', texts],
  ['varchar(5)', texts],
  ['date', fc.oneof(times, dates)],
  ['timestamp', fc.oneof(times, dates)],
  ['timestamptz', fc.oneof(times, dates)],
  ['time', fc.stringMatching(/^\d\d?:\d\d(:\d\d(\.\d{0,9})?)?( ?(AM|PM|Z|PST|[+-]\d\d)){0,2}$/)],
  ['timetz', fc.stringMatching(/^\d\d?:\d\d(:\d\d(\.\d{0,9})?)?( ?(AM|PM|Z|PST|[+-]\d\d)){0,2}$/)],
  ['super', fc.oneof(json, digits)],
  ['varbyte(5)', fc.stringMatching(/^[0-9a-fA-F]{0,12}$/)],
]

describe('whatever COPY takes, PostgreSQL takes', () => {
  let sandbox: Sandbox
  let s3: S3Client
  let client: Client

  beforeAll(async () => {
    sandbox = await startSandbox()
    s3 = new S3Client({
      endpoint: sandbox.endpoint,
      region: sandbox.env.AWS_REGION,
      forcePathStyle: true,
      credentials: {
        accessKeyId: sandbox.env.AWS_ACCESS_KEY_ID,
        secretAccessKey: sandbox.env.AWS_SECRET_ACCESS_KEY,
      },
    })
    client = new Client({ connectionString: sandbox.url })
    await client.connect()
    await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
  })

  afterAll(async () => {
    await client?.end()
    s3?.destroy()
    await sandbox?.stop()
  })

  test.each(types)('%s', async (type, values) => {
    const likely = fc.sample(values, bounds)
    const lines = [...likely, ...fc.sample(texts, { ...bounds, numRuns: 200 })].map((text) =>
      text.replaceAll(/[\n\r\0]/g, ' '),
    )
    await s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: 'd', Body: lines.join('\n') }))
    for (const format of [
      '',
      "timeformat 'auto' dateformat 'auto'",
      'truncatecolumns roundec acceptinvchars',
      "timeformat 'epochmillisecs'",
    ]) {
      await client.query(`drop table if exists t; create table t (c ${type})`)
      await client.query(
        `copy t from 's3://bkt/d' iam_role default delimiter '\\001' ignoreallerrors ${format}`,
      )
    }
    const { rows } = await client.query<{ loaded: string }>('select pg_last_copy_count() as loaded')
    expect(Number(rows[0]?.loaded)).toBeGreaterThan(0)
  })
})
