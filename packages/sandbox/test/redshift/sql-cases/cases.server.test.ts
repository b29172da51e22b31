import { readFileSync } from 'node:fs'
import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { splitStatements } from '../../../src/redshift/sql/tokens/split-statements.js'
import { sharedRedshift } from '../local-redshift.js'
import { sameRows } from './same-rows.js'

/** A statement or several, and the rows of the last: columns joined by `|`, rows by `; `. Null if a cluster refuses it. */
interface SqlCase {
  readonly name: string
  readonly area: string
  readonly sql: string
  /** Empty if it is enough that the statement runs. */
  readonly expected: string | null
  /** The page or project that says so. */
  readonly source: string
}

const { setup, cases } = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as {
  readonly setup: readonly string[]
  readonly cases: readonly SqlCase[]
}
const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  await (await redshift.connect()).query('create database fn')
  client = await redshift.connect('fn')
  for (const statement of setup) await client.query(statement)
})

test.each(cases)('$area: $name', holds)
test.each(documented())('$area: $sql', holds)

/** The cases of `documented.txt`: lines of `statements => rows`, below the page that says so. */
function documented(): SqlCase[] {
  let area = ''
  const lines = readFileSync(new URL('documented.txt', import.meta.url), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [sql, rows] = line.split(' => ')
    if (line.startsWith('#')) area = line.slice(2)
    if (sql === undefined || rows === undefined) return []
    const expected = rows === 'REFUSED' ? null : rows
    return [
      {
        name: sql,
        area,
        sql,
        expected,
        source: `https://docs.aws.amazon.com/redshift/latest/dg/${area}.html`,
      },
    ]
  })
}

async function holds({ sql, expected, source }: SqlCase): Promise<void> {
  await client.query('begin')
  const shown = await run(sql).catch((error: unknown) => error)
  await client.query('rollback')
  if (expected === null) expect(shown, source).toMatchObject({ severity: 'ERROR' })
  else {
    expect(shown, source).not.toBeInstanceOf(Error)
    if (expected !== '' && !sameRows(String(shown), expected)) expect(shown, source).toBe(expected)
  }
}

/** The rows of the last statement, as text. */
async function run(sql: string): Promise<string> {
  let rows: (string | null)[][] = []
  const types = {
    getTypeParser: (type: number) => (text: string) => (type === 16 ? String(text === 't') : text),
  }
  for (const { text } of splitStatements(sql)) {
    const result = await client.query<(string | null)[]>({ text, rowMode: 'array', types })
    rows = result.rows
  }
  return rows.map((row) => row.map((value) => value ?? 'null').join('|')).join('; ')
}
