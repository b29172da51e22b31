import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../src/sandbox.js'
import type { Sandbox } from '../src/sandbox.js'

let sandbox: Sandbox
let s3: S3Client
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
  await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
})
afterAll(async () => {
  s3.destroy()
  await sandbox.stop()
})

const put = (key: string, body: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: key, Body: body }))

async function connected<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(sandbox.url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('loads JSON by a manifest and JSONPaths, and tells how many rows', async () => {
  await put('day/1.json', '{"id":1,"p":{"place":"Bodega"}}\n{"id":2,"p":{"place":"Ferndale"}}\n')
  await put('day/2.json', '{"id":3,"p":{"place":null}}')
  await put(
    'm',
    JSON.stringify({ entries: ['1', '2'].map((n) => ({ url: `s3://bkt/day/${n}.json`, mandatory: true })) }),
  )
  await put('paths', JSON.stringify({ jsonpaths: ['$.id', '$.p.place'] }))
  await connected(async (client) => {
    const notices: string[] = []
    client.on('notice', (notice) => notices.push(`${notice.severity}: ${notice.message}`))
    await client.query(`create table quakes (
      id bigint not null encode az64 distkey, place varchar(64) encode zstd, primary key (id)
    ) diststyle key compound sortkey (id, place)`)
    await client.query('begin')
    await client.query('lock table quakes')
    const copied = await client.query(
      `copy quakes from 's3://bkt/m' iam_role default manifest json 's3://bkt/paths' timeformat 'auto'`,
    )
    expect(copied.command).toBe('COPY')
    expect(copied.rowCount).toBe(null)
    await client.query('commit')
    const count = await client.query<{ n: string }>('select pg_last_copy_count() as n')
    expect(count.rows[0]?.n).toBe('3')
    expect((await client.query('select * from quakes order by id')).rows).toEqual([
      { id: '1', place: 'Bodega' },
      { id: '2', place: 'Ferndale' },
      { id: '3', place: null },
    ])
    expect(notices).toEqual(["INFO: Load into table 'quakes' completed, 3 record(s) loaded successfully."])
  })
})

test('keeps the load errors of a transaction that was rolled back', async () => {
  await put('bad/1.json', '{"n":1}\n{"n":"x"}\n')
  await connected(async (client) => {
    await client.query('create table numbers (n int)')
    await client.query('begin')
    const copy = client.query(`copy numbers from 's3://bkt/bad/' iam_role default json 'auto'`)
    await expect(copy).rejects.toMatchObject({
      code: 'XX000',
      message: "Load into table 'numbers' failed.  Check 'stl_load_errors' system table for details.",
    })
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' })
    await client.query('rollback')
    const { rows } = await client.query(
      `select trim(filename) as file, line_number, trim(colname) as col, err_code, trim(err_reason) as reason
       from stl_load_errors where query = pg_last_copy_id()`,
    )
    expect(rows).toEqual([
      {
        file: 's3://bkt/bad/1.json',
        line_number: '2',
        col: 'n',
        err_code: 1207,
        reason: "Invalid digit, Value 'x', Pos 0, Type: Integer",
      },
    ])
    expect((await client.query('select * from numbers')).rows).toEqual([])
  })
})
