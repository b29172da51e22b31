import { describe, expect, test } from 'vitest'
import { docsFixture } from './fixture.js'
import { quoted, rows, section } from './page.js'

const docs = docsFixture()

test.each(rows(section('Queries')).map((cells) => cells.map((cell) => quoted(cell)[0])))(
  '%s gives what the page says',
  async (statement = '', expected = '') => {
    await docs.freshTables()
    await docs.client.query("insert into t values (1, 'y'), (2, 'z')")
    await docs.client.query('create table people (j super)')
    await docs.client.query(
      `insert into people values (json_parse('{"name":"Ann","tags":["x","y"],"more":{"age":31}}'))`,
    )
    const found = await docs.select(statement)
    expect(found.map((row) => row.map(String).join(', ')).join('; ')).toBe(expected)
  },
)

describe('the catalog', () => {
  test('has the system tables that the page lists', async () => {
    const found = await docs.select(
      `select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and oid >= 16384
       and relkind in ('r', 'v')`,
    )
    const listed = rows(section('System tables')).flatMap(([cell = '']) => quoted(cell))
    expect(found.flat().map(String).toSorted()).toEqual(listed.toSorted())
    for (const table of listed) await docs.client.query(`select * from ${table} limit 0`)
  })
})
