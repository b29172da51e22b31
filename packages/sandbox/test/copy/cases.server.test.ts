import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { type Sandbox, startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

/** A case taken from AWS's documented examples. */
interface Case {
  readonly id: string
  readonly ddl: string
  readonly files: readonly {
    readonly key: string
    readonly content?: string
    readonly contentBase64?: string
    readonly gzip?: boolean
  }[]
  readonly statement: string
  readonly query?: string
  readonly expectRows?: readonly (readonly unknown[])[]
  readonly compare?: 'json'
  readonly expectError?: {
    /** What the documentation says the error says; null where it only promises an error. */
    readonly match: string | null
    /** What users have seen it say. */
    readonly observed?: string
    readonly loadError?: Readonly<Record<string, string | number>>
  }
  readonly afterRows?: readonly (readonly unknown[])[]
}

const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as Case[]

describe('the documented examples of COPY', () => {
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
  })

  afterAll(async () => {
    s3?.destroy()
    await sandbox?.stop()
  })

  beforeEach(async () => {
    await emptyBucket(s3)
    await inRedshift(sandbox, (client) =>
      client.query('drop schema if exists public cascade; create schema public'),
    )
  })

  test.each(cases)('$id', async (example) => {
    await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
    for (const { key, content, contentBase64, gzip = false } of example.files) {
      const plain =
        contentBase64 === undefined ? Buffer.from(content ?? '') : Buffer.from(contentBase64, 'base64')
      await s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: key, Body: gzip ? gzipSync(plain) : plain }))
    }
    await inRedshift(sandbox, async (client) => {
      await client.query(example.ddl)
      const { expectError, expectRows, afterRows, query } = example
      if (expectError === undefined) await client.query(example.statement)
      else {
        const failure = await client.query(example.statement).then(
          () => undefined,
          (error: Error) => error.message,
        )
        expect(failure).toContain(expectError.match ?? expectError.observed ?? '')
        if (expectError.loadError !== undefined) await expectLoadError(client, expectError.loadError)
      }
      const rows = expectRows ?? afterRows
      if (query !== undefined && rows !== undefined) await expectAnswer(client, query, rows, example.compare)
    })
  })
})

async function emptyBucket(s3: S3Client): Promise<void> {
  try {
    const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'bkt' }))
    for (const { Key: key } of objects) await s3.send(new DeleteObjectCommand({ Bucket: 'bkt', Key: key }))
    await s3.send(new DeleteBucketCommand({ Bucket: 'bkt' }))
  } catch (error) {
    if ((error as Error).name !== 'NoSuchBucket') throw error
  }
}

async function inRedshift(sandbox: Sandbox, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: sandbox.url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function expectAnswer(
  client: Client,
  query: string,
  expected: readonly (readonly unknown[])[],
  compare: 'json' | undefined,
): Promise<void> {
  const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' })
  const value = (cell: unknown) => (compare === 'json' && typeof cell === 'string' ? parsed(cell) : cell)
  // A count is a bigint, which the client gives as text.
  const answer = rows.map((row) => row.map((cell, index) => value(numeric(cell, expected[0]?.[index]))))
  expect(answer).toEqual(expected.map((row) => row.map(value)))
}

function numeric(cell: unknown, like: unknown): unknown {
  return typeof cell === 'string' && typeof like === 'number' ? Number(cell) : cell
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The newest load error has these values; a name that ends with _contains is of a part of one. */
async function expectLoadError(
  client: Client,
  expected: Readonly<Record<string, string | number>>,
): Promise<void> {
  const { rows } = await client.query<Record<string, unknown>>(
    'select * from stl_load_errors order by starttime desc, query desc limit 1',
  )
  for (const [name, value] of Object.entries(expected)) {
    const actual = rows[0]?.[name.replace(/_contains$/, '')]
    if (name.endsWith('_contains')) expect(String(actual).trim()).toContain(value)
    else expect(typeof actual === 'string' ? actual.trim() : actual).toEqual(value)
  }
}
