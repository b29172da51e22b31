import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'

/** A case taken from AWS's documented examples. Its objects are in the bucket `bkt`. */
interface Example {
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

/** All of them. */
export const EXAMPLES = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as Example[]

/** Where an example is tried: a session, and a bucket or a part of one. */
export interface ExamplePlace {
  /** What stands in the place of `s3://bkt/`. Default: that. */
  readonly folder?: string
  /** What stands in the place of `iam_role default`. Default: that. */
  readonly authorization?: string
  put(key: string, body: Buffer): Promise<unknown>
  /** Runs one statement in the session, and returns its rows. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Expects of COPY what an example says. */
export async function expectExample(given: Example, place: ExamplePlace): Promise<void> {
  const { folder = 's3://bkt/', authorization = 'iam_role default', put, query } = place
  const [, prefix = ''] = /^s3:\/\/[^/]+\/(.*)/.exec(folder) ?? []
  const there = (text: string) =>
    text
      .replaceAll('s3://bkt/', folder)
      .replaceAll("S3 prefix '", `S3 prefix '${prefix}`)
      .replaceAll('iam_role default', authorization)
  for (const { key, content, contentBase64, gzip = false } of given.files) {
    const plain =
      contentBase64 === undefined ? Buffer.from(there(content ?? '')) : Buffer.from(contentBase64, 'base64')
    await put(key, gzip ? gzipSync(plain) : plain)
  }
  await query(given.ddl)
  const { expectError, expectRows, afterRows, query: question } = given
  if (expectError === undefined) await query(there(given.statement))
  else {
    const failure = await query(there(given.statement)).then(
      () => undefined,
      (error: Error) => error.message,
    )
    expect(failure).toContain(there(expectError.match ?? expectError.observed ?? ''))
    if (expectError.loadError !== undefined) await expectLoadError(place, expectError.loadError)
  }
  const rows = expectRows ?? afterRows
  if (question === undefined || rows === undefined) return
  const value = (cell: unknown) =>
    given.compare === 'json' && typeof cell === 'string' ? parsed(cell) : cell
  // A count is a bigint, which the client gives as text.
  const found = (await query(question)).map((row) =>
    Object.values(row).map((cell, index) => value(numeric(cell, rows[0]?.[index]))),
  )
  expect(found).toEqual(rows.map((row) => row.map(value)))
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

/** The session's newest load error has these values; a name that ends with _contains is of a part of one. */
async function expectLoadError(
  { query }: ExamplePlace,
  expected: Readonly<Record<string, string | number>>,
): Promise<void> {
  const [session] = await query('select pg_backend_pid() as pid')
  const [newest] = await query(
    `select * from stl_load_errors where session = ${String(session?.['pid'])} order by starttime desc, query desc limit 1`,
  )
  for (const [name, value] of Object.entries(expected)) {
    const actual = newest?.[name.replace(/_contains$/, '')]
    if (name.endsWith('_contains')) expect(String(actual).trim()).toContain(value)
    else expect(typeof actual === 'string' ? actual.trim() : actual).toEqual(value)
  }
}
