import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../src/sandbox.js'
import type { Sandbox } from '../src/sandbox.js'

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }

let sandbox: Sandbox
let s3: S3Client
beforeAll(async () => {
  sandbox = await startSandbox()
  s3 = new S3Client({
    endpoint: sandbox.endpoint,
    region: sandbox.env.AWS_REGION,
    forcePathStyle: true,
    credentials,
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

const many = 300_000
const numbers = Array.from({ length: many }, (_, n) => `{"n":${n}}\n`).join('')

/** Waits until rows go into `table`. */
async function loading(client: Client, table: string): Promise<void> {
  const active = `select 1 from pg_stat_activity where state = 'active' and query like 'copy%${table}%stdin'`
  while ((await client.query(active)).rowCount === 0) await delay(5)
}

test('a load outside a block goes on when its client has gone, one inside does not', async () => {
  await put('long/1.json', numbers)
  await connected(async (watching) => {
    await watching.query('create table alone (n int); create table inside (n int)')
    const vanish = async (table: string, before: string) => {
      const client = new Client(sandbox.url)
      client.on('error', () => {})
      await client.connect()
      await client.query(before)
      client.query(`copy ${table} from 's3://bkt/long/' iam_role default json 'auto'`).catch(() => {})
      await loading(watching, table)
      client.connection.stream.destroy()
    }
    await vanish('alone', 'select 1')
    await vanish('inside', 'begin')
    for (const [table, rows] of [
      ['alone', many],
      ['inside', 0],
    ] as const) {
      // Waits for whoever is loading.
      await watching.query(`begin; lock ${table}; commit`)
      expect((await watching.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: rows }])
    }
  })
})

test('a load can be canceled from another session', async () => {
  await put('canceled/1.json', numbers)
  // A manifest may name an object often: enough for a load that would take much longer than this test.
  const entries = Array.from({ length: 100 }, () => ({ url: 's3://bkt/canceled/1.json', mandatory: true }))
  await put('canceled.manifest', JSON.stringify({ entries }))
  await connected(async (client) => {
    await client.query('create table canceled (n int)')
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const canceling = connected(async (other) => {
      await loading(other, 'canceled')
      await other.query(`cancel ${rows[0]?.pid}`)
    })
    const copy = client.query(
      `copy canceled from 's3://bkt/canceled.manifest' iam_role default json 'auto' manifest`,
    )
    await expect(copy).rejects.toMatchObject({ code: '57014' })
    await canceling
    const left = await client.query(
      'select count(*)::int as n, pg_last_copy_count()::int as copied from canceled',
    )
    expect(left.rows).toEqual([{ n: 0, copied: 0 }])
  })
})

test('a transaction sees what the system tables tell of its own loads', async () => {
  await put('some/1.json', '{"n":1}\n{"n":"\\ud800\\u0000"}\n')
  await connected(async (client) => {
    await client.query('create table some_numbers (n int)')
    await client.query('begin')
    await client.query('select count(*) from stl_load_commits')
    await client.query(`copy some_numbers from 's3://bkt/some/' iam_role default json 'auto' maxerror 10`)
    const committed = await client.query(
      'select trim(filename) as file, lines_scanned, errors from stl_load_commits where query = pg_last_copy_id()',
    )
    expect(committed.rows).toEqual([{ file: 's3://bkt/some/1.json', lines_scanned: 2, errors: 1 }])
    const detail = await client.query(
      'select trim(column_name) as name, line_number::int from sys_load_error_detail where query_id = pg_last_copy_id()',
    )
    expect(detail.rows).toEqual([{ name: 'n', line_number: 2 }])
    const history = await client.query(
      'select status, loaded_rows::int, error_count::int from sys_load_history where query_id = pg_last_copy_id()',
    )
    expect(history.rows).toEqual([{ status: 'completed', loaded_rows: 1, error_count: 1 }])
    await client.query('rollback')
  })
})

test('may be stopped twice', async () => {
  const twice = await startSandbox()
  await Promise.all([twice.stop(), twice.stop()])
  await twice.stop()
  await expect(new Client(twice.url).connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('keeps what both servers hold in a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-kept-'))
  const long = 'a_long_column_name_'.repeat(5)
  const use = async <T>(work: (client: Client, put: (key: string) => Promise<unknown>) => Promise<T>) => {
    const kept = await startSandbox({ data: folder })
    const client = new Client(kept.url)
    await client.connect()
    const store = new S3Client({
      endpoint: kept.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials,
    })
    const putThere = async (key: string) => {
      await store.send(new CreateBucketCommand({ Bucket: 'kept' }))
      await store.send(new PutObjectCommand({ Bucket: 'kept', Key: key, Body: '1\n' }))
    }
    try {
      return await work(client, putThere)
    } finally {
      store.destroy()
      await client.end()
      await kept.stop()
    }
  }
  try {
    await use(async (client, putThere) => {
      await putThere('rows/1')
      await client.query(`create table held (${long} int)`)
    })
    await use(async (client) => {
      await client.query("copy held from 's3://kept/rows/' iam_role default")
      expect((await client.query('select * from held')).rows).toEqual([{ [long]: 1 }])
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
