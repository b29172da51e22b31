import { collect, each, type Mark, type Sink } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { marksTable, scopedName } from '../../src/statements/scoped-name.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const SCOPE = 'p/s'
const TABLE = marksTable(SCOPE)
const ORIGIN = { table: 'events', way: 'manifest' }

/** The statement with which commit e203444 makes a table of marks. */
const FIRST_FORMAT = `create table if not exists "${TABLE}" ("key" varchar(4096) not null, "version" varchar(4096) not null, "loaded_at" timestamp default getdate()) sortkey ("key")`

/** Makes a table of marks as commit e203444 does, with the marks `a` and `b`. */
async function plantFirstFormat(): Promise<void> {
  await warehouse.query(FIRST_FORMAT)
  await warehouse.query(`insert into "${TABLE}" ("key", "version") values ('a', '1'), ('b', '1')`)
}

const marksOf = (sink: Sink, scope = SCOPE): Promise<Mark[]> => collect(each(sink.marks(scope)))

async function columns(): Promise<string[]> {
  const rows = await warehouse.query(
    `select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relname = '${TABLE}' and a.attnum > 0 order by a.attnum`,
  )
  return rows.map(({ name }) => String(name))
}

describe('a table of marks of the first format', () => {
  test('is read as it is, and stays so', async () => {
    await using fixture = await warehouse.fixture()
    await plantFirstFormat()
    expect(await marksOf(fixture.sink)).toEqual([
      { key: 'a', version: '1', state: 'loaded', origin: undefined },
      { key: 'b', version: '1', state: 'loaded', origin: undefined },
    ])
    expect(await columns()).toEqual(['key', 'version', 'loaded_at'])
  })

  test('becomes one of the second by the first transaction that marks, its rows loaded as that one loads', async () => {
    await using fixture = await warehouse.fixture()
    await plantFirstFormat()
    await fixture.sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) =>
      tx.mark([{ key: 'b', version: '2', previous: '1' }]),
    )
    expect(await marksOf(fixture.sink)).toEqual([
      { key: 'a', version: '1', state: 'loaded', origin: ORIGIN },
      { key: 'b', version: '2', state: 'loaded', origin: ORIGIN },
    ])
    const stored = await warehouse.query(`select "key", "scope", "format" from "${TABLE}" order by "key"`)
    expect(stored).toEqual([
      { key: 'a', scope: SCOPE, format: 2 },
      { key: 'b', scope: SCOPE, format: 2 },
    ])
  })

  test('stays as it was if the transaction that would have upgraded it fails', async () => {
    await using fixture = await warehouse.fixture()
    await plantFirstFormat()
    const work = fixture.sink.transaction({ scope: SCOPE, origin: ORIGIN }, async (tx) => {
      await tx.mark([{ key: 'c', version: '1' }])
      throw new RangeError('the work failed')
    })
    await expect(work).rejects.toThrow('the work failed')
    expect(await columns()).toEqual(['key', 'version', 'loaded_at'])
  })

  test('is upgraded once by several that load at the same time', async () => {
    await using fixture = await warehouse.fixture()
    await plantFirstFormat()
    const sinks = [fixture.sink, await fixture.another(), await fixture.another()]
    await Promise.all(
      sinks.map((sink, index) =>
        sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) =>
          tx.mark([{ key: `c${index}`, version: '1' }]),
        ),
      ),
    )
    expect((await marksOf(fixture.sink)).map(({ key }) => key)).toEqual(['a', 'b', 'c0', 'c1', 'c2'])
  })

  test('may still be written by an older Arbalest after it is upgraded', async () => {
    await using fixture = await warehouse.fixture()
    await plantFirstFormat()
    await fixture.sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) =>
      tx.mark([{ key: 'c', version: '1' }]),
    )
    await warehouse.query(`insert into "${TABLE}" ("key", "version") values ('d', '1')`)
    expect((await marksOf(fixture.sink)).at(-1)).toEqual({
      key: 'd',
      version: '1',
      state: 'loaded',
      origin: undefined,
    })
    await fixture.sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) =>
      tx.mark([{ key: 'd', version: '2', previous: '1' }]),
    )
    expect((await marksOf(fixture.sink)).at(-1)).toMatchObject({ version: '2', origin: ORIGIN })
  })
})

describe('a table of marks of a newer format', () => {
  test.each([
    ['with the columns of this one', []],
    ['without a column that this one has', [`alter table "${TABLE}" drop column "way"`]],
  ])('%s is refused by name, read or marked, and stays as it was', async (_, statements) => {
    await using fixture = await warehouse.fixture()
    const { sink } = fixture
    await sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    for (const statement of [`update "${TABLE}" set "format" = 3`, ...statements])
      await warehouse.query(statement)
    const refused = {
      code: 'STATE_NEWER',
      retryable: false,
      message: expect.stringMatching(/format 3.*Update Arbalest/) as string,
    }
    await expect(marksOf(sink)).rejects.toMatchObject(refused)
    const work = sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) =>
      tx.mark([{ key: 'b', version: '1' }]),
    )
    await expect(work).rejects.toMatchObject(refused)
    expect(await warehouse.query(`select "key", "format" from "${TABLE}"`)).toEqual([{ key: 'a', format: 3 }])
  })
})

test('of two scopes whose hashes collide, the second is refused, read or marked, and the first goes on', async () => {
  const [first, second] = [23_471, 78_327].map(
    (number) => `warehouse/orders_of_all_shops_and_regions_${number}`,
  ) as [string, string]
  expect(scopedName(first)).toBe(scopedName(second))
  await using fixture = await warehouse.fixture()
  const mark = (scope: string, key: string) =>
    fixture.sink.transaction({ scope, origin: ORIGIN }, (tx) => tx.mark([{ key, version: '1' }]))
  await mark(first, 'a')
  const refused = {
    code: 'STATE_FOREIGN',
    retryable: false,
    message: expect.stringContaining(`has the marks of "${first}", and "${second}"`) as string,
  }
  await expect(marksOf(fixture.sink, second)).rejects.toMatchObject(refused)
  await expect(mark(second, 'b')).rejects.toMatchObject(refused)
  await mark(first, 'c')
  expect((await marksOf(fixture.sink, first)).map(({ key }) => key)).toEqual(['a', 'c'])
})

test('a scope, and a way to cut units, may be long', async () => {
  await using fixture = await warehouse.fixture()
  const scope = `p/${'ü'.repeat(600)}`
  const origin = { table: 'events', way: 'x'.repeat(2000) }
  await fixture.sink.transaction({ scope, origin }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  expect(await marksOf(fixture.sink, scope)).toEqual([{ key: 'a', version: '1', state: 'loaded', origin }])
})

test('a mark that is set again at its version takes how it is loaded now', async () => {
  await using fixture = await warehouse.fixture()
  const origin = { table: 'events', way: 'bulk' }
  const mark = { key: 'a', version: '1' }
  await fixture.sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) => tx.mark([mark]))
  await fixture.sink.transaction({ scope: SCOPE, origin }, (tx) => tx.mark([{ ...mark, previous: '1' }]))
  expect(await marksOf(fixture.sink)).toEqual([{ ...mark, state: 'loaded', origin }])
})
