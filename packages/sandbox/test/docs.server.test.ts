import type { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { UNHEARD_OF } from '../src/redshift/sql/refusals/refuse-statement.js'
import { columnSamples } from './docs/column-samples.js'
import { type CopyProbe, copyProbes, plain } from './docs/copy-probes.js'
import { docsFixture } from './docs/fixture.js'
import { claims, quoted, rows, section } from './docs/page.js'
import { attributeChecks, type StatementCheck, statementChecks } from './docs/statement-checks.js'
import { plainUnload, unloadProbes } from './docs/unload-probes.js'

const { connect, put, objects } = docsFixture()
let client: Client
let count = 0

beforeAll(async () => {
  client = await connect()
  await put('form/data', '3|z\n')
  await put('form/swapped', 'w,4\n')
  await freshTables()
})

const sorted = (list: Iterable<string>) => Array.from(list).toSorted()

const select = async (sql: string): Promise<unknown[][]> =>
  (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

/** A schema of its own for what follows, with the tables t (1, 'x') and u (2, 'y'). */
async function freshTables(): Promise<void> {
  const schema = `fresh_${++count}`
  await client.query('rollback')
  await client.query(`create schema ${schema}; set search_path to ${schema}`)
  await client.query('create table t (a int, b varchar(20)); create table u (a int, b varchar(20))')
  await client.query("insert into t values (1, 'x'); insert into u values (2, 'y')")
}

/** What a refusal is told by; not that a table is missing, or that the sandbox broke. */
const refusal = { code: expect.stringMatching(/^(0A000|42601|42704)$/) }

async function holds(statement: string, check: StatementCheck): Promise<void> {
  if (check.before !== undefined) await client.query(check.before)
  await client.query(statement)
  if (check.after !== undefined) await client.query(check.after)
  expect(await select(check.query)).toEqual(check.rows)
}

describe('COPY with', () => {
  const parameters = claims(section('COPY parameters').split('Other forms')[0] ?? '')

  /** What a probe's COPY loads, with `given` behind its authorization. */
  async function load(name: string, given: string): Promise<unknown[][]> {
    const { columns = plain.columns, data = plain.data, authorization, manifest } = probeOf(name)
    const key = `probe/${name}/1`
    await put(key, data)
    await put(`manifest/${name}`, JSON.stringify({ entries: [{ url: `s3://bkt/${key}`, mandatory: true }] }))
    const table = `public.probe_${++count}`
    await client.query(`create table ${table} (${columns})`)
    await client.query(
      `copy ${table} from 's3://bkt/${manifest ? `manifest/${name}` : key}'
       ${authorization ?? 'iam_role default'} ${given}`,
    )
    return select(`select * from ${table}`)
  }

  function probeOf(name: string): CopyProbe {
    const probe = copyProbes[name.toLowerCase()]
    if (probe) return probe
    throw new Error(`There is no probe for ${name}`)
  }

  test.each(parameters)('%s is as the page says: %s', async (name, status) => {
    const { parameters: given = name, rows: loaded = plain.rows } = probeOf(name)
    if (status === 'refused') {
      const message = expect.stringMatching(/is not supported$/)
      await expect(load(name, given)).rejects.toMatchObject({ code: '0A000', message })
    } else expect(await load(name, given)).toEqual(status === 'no effect' ? plain.rows : loaded)
  })

  test.each(parameters.filter(([, status]) => status === 'supported'))(
    'and it would not be so without %s',
    async (name) => {
      const { rows: loaded = plain.rows } = probeOf(name)
      expect(await load(name, '').catch(() => 'fails')).not.toEqual(loaded)
    },
  )
})

describe('a column of type', () => {
  test.each(claims(section('Column types')))('%s is as the page says: %s', async (type, status) => {
    const table = `public.typed_${++count}`
    const create = client.query(`create table ${table} (c ${type})`)
    if (status === 'refused') {
      await expect(create).rejects.toMatchObject(refusal)
      return
    }
    await create
    const { field, value } = columnSamples.get(type.toLowerCase())!
    await put(`types/${type}/1`, `${field}\n`)
    await client.query(`copy ${table} from 's3://bkt/types/${type}/' iam_role default`)
    expect(await select(`select c::text from ${table}`)).toEqual([[value]])
  })
})

test.each(claims(section('CREATE TABLE: columns')))('a column with %s: %s', async (attribute, status) => {
  if (status !== 'refused') await freshTables()
  const type = attribute.startsWith('COLLATE') ? 'varchar(9)' : 'int'
  const statement = `create table x (a int, c ${type} ${attribute})`
  if (status === 'refused') await expect(client.query(statement)).rejects.toMatchObject(refusal)
  else if (status === 'supported') await holds(statement, attributeChecks[attribute]!)
  else await expect(client.query(statement)).resolves.toBeDefined()
})

const run = [
  section('COPY parameters').split('Other forms')[1] ?? '',
  section('CREATE TABLE: tables'),
  section('ALTER TABLE'),
  section('Transactions').split('Refused inside')[0] ?? '',
  section('Other statements of Redshift'),
  section('What is refused of PostgreSQL'),
].flatMap(claims)

test.each(run)('%s is as the page says: %s', async (statement, status) => {
  const check = statementChecks[statement]
  if (status === 'refused') {
    await expect(client.query(statement)).rejects.toMatchObject(refusal)
    return
  }
  await freshTables()
  if (check) await holds(statement, check)
  else {
    expect(status).toBe('no effect')
    await client.query(statement)
  }
})

test.each(rows(section('Queries')).map((cells) => cells.map((cell) => quoted(cell)[0])))(
  '%s gives what the page says',
  async (statement = '', expected = '') => {
    await freshTables()
    await client.query("insert into t values (1, 'y'), (2, 'z')")
    await client.query('create table people (j super)')
    await client.query(
      `insert into people values (json_parse('{"name":"Ann","tags":["x","y"],"more":{"age":31}}'))`,
    )
    const found = await select(statement)
    expect(found.map((row) => row.map(String).join(', ')).join('; ')).toBe(expected)
  },
)

test.each(UNHEARD_OF.map((phrase) => phrase.join(' ')))(
  '%s fails where release 8.0 stops reading',
  async (phrase) => {
    const message = `syntax error at or near "${phrase.split(' ').at(-1)}"`
    await expect(client.query(phrase)).rejects.toMatchObject({ message })
  },
)

test.each(claims(section('Transactions').split('Refused inside')[1] ?? ''))(
  'a block does not take %s',
  async (statement) => {
    await freshTables()
    await client.query('begin')
    await expect(client.query(statement)).rejects.toMatchObject({ code: '25001' })
    await client.query('rollback')
    if (statement.startsWith('DROP')) await client.query('create database inside')
    await client.query(statement)
    if (statement.startsWith('CREATE')) await client.query('drop database inside')
  },
)

describe('UNLOAD with', () => {
  const parameters = claims(section('UNLOAD'))

  /** What a probe's UNLOAD writes, with `given` behind its authorization. */
  async function unload(name: string, given: string): Promise<Record<string, string>> {
    const probe = unloadProbes[name.toLowerCase()]
    if (!probe) throw new Error(`There is no probe for ${name}`)
    const { query = plainUnload.query, authorization = 'iam_role default', before } = probe
    const prefix = `unload/${++count}/`
    if (before !== undefined) await put(`${prefix}${before}`, 'old')
    await client.query(
      `unload ('${query.replaceAll("'", "''")}') to 's3://bkt/${prefix}' ${authorization} ${given}`,
    )
    return objects(prefix)
  }

  test.each(parameters)('%s is as the page says: %s', async (name, status) => {
    const { parameters: given = name, objects: expected } = unloadProbes[name.toLowerCase()] ?? {}
    const written = unload(name, `${given} parallel off`)
    if (status === 'refused') await expect(written).rejects.toMatchObject({ code: '0A000' })
    else {
      const told = status === 'supported' ? expected : undefined
      expect(await written).toEqual(told ?? plainUnload.objects)
    }
  })

  test.each(parameters.filter(([, status]) => status === 'supported'))(
    'and it would not be so without %s',
    async (name) => {
      const { objects: expected = plainUnload.objects } = unloadProbes[name.toLowerCase()] ?? {}
      const without = unload(name, name === 'PARALLEL' ? '' : 'parallel off')
      expect(await without.catch(() => 'fails')).not.toEqual(expected)
    },
  )
})

test.each(rows(section('Passes here, fails on a cluster')).map(([cell = '']) => quoted(cell)[0]!))(
  'passes, though a cluster would refuse it: %s',
  async (statement) => {
    await freshTables()
    await expect(client.query(statement)).resolves.toBeDefined()
    await client.query('rollback')
  },
)

test.each(rows(section('Fails here, passes on a cluster')).map(([cell = '']) => quoted(cell)[0]!))(
  'fails, though a cluster would take it: %s',
  async (statement) => {
    await freshTables()
    await client.query('create table documents (document super)')
    await expect(client.query(statement)).rejects.toMatchObject({ severity: 'ERROR' })
  },
)

describe('the catalog', () => {
  test('has the system tables that the page lists', async () => {
    const found = await select(
      `select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and oid >= 16384
       and relkind in ('r', 'v')`,
    )
    const listed = rows(section('System tables')).flatMap(([cell = '']) => quoted(cell))
    expect(sorted(found.flat().map(String))).toEqual(sorted(listed))
    for (const table of listed) await client.query(`select * from ${table} limit 0`)
  })
})
