import type { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { DOCUMENTED_FUNCTIONS } from '../../src/redshift/sql/functions/documented-functions.js'
import { sharedRedshift } from '../redshift/local-redshift.js'
import { quoted, read, rows, section } from './page.js'

const PAGE = 'docs/sandbox-functions.md'
const page = read(PAGE)
const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect('dev')
})

const examples = rows(page).map(([left = '', right = '']) =>
  [left, right].map((cell) => quoted(cell)[0]?.replaceAll('\\|', '|') ?? ''),
)

test.each(examples)('%s gives %s', async (expression, value) => {
  // PostgreSQL shows booleans as t and f.
  const text = { getTypeParser: (type: number) => (shown: string) => (type === 16 ? shown === 't' : shown) }
  const result = await client.query({ text: `select (${expression}) as value`, types: text })
  expect(result.rows.map((row: { value: unknown }) => String(row.value))).toEqual([value])
})

describe(PAGE, () => {
  test('shows or names every function that AWS documents', () => {
    const unknown = Object.values(DOCUMENTED_FUNCTIONS)
      .flatMap((names) => names.split(' '))
      .filter((name) => !new RegExp(`\\b${name}\\b`, 'i').test(page))
    expect(unknown).toEqual([])
  })

  test('shows every function that is there besides those of PostgreSQL', async () => {
    const { rows: found } = await client.query<{ proname: string }>(
      `select distinct proname from pg_proc where oid >= 16384 and pronamespace = 'pg_catalog'::regnamespace
       and prorettype <> 'cstring'::regtype and 'cstring'::regtype <> all (proargtypes)
       and proname not in (select typname from pg_type) and proname !~ '_bytes$|_cut$'`,
    )
    const names = found.map(({ proname }) => proname)
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`, 'i').test(page))).toEqual([])
  })
})

test.each(quoted(section('What is refused of PostgreSQL').split('such as the functions')[1] ?? ''))(
  'PostgreSQL alone has %s',
  async (call) => {
    await expect(client.query(`select ${call}`)).rejects.toMatchObject({ code: '42883' })
  },
)
