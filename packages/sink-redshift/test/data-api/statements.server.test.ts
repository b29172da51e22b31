import { ArbalestError, collect, each } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { errorOf } from '../error-of.js'
import { copySource } from '../load-source.js'
import { putObject } from '../put-object.js'
import { DATA_API, startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const fixtureOf = () => warehouse.fixture({ connection: DATA_API })

test('marks that no statement could hold at once are changed and read, whatever their keys', async () => {
  await using fixture = await fixtureOf()
  const keys = Array.from({ length: 500 }, (_, index) => `${String.raw`\'$1:a é`}${'é'.repeat(400)}${index}`)
  const scope = 'p/s'
  const change = (from: string | undefined, to: string | null) =>
    fixture.sink.transaction({ scope }, (tx) =>
      tx.mark(keys.map((key) => ({ key, version: to, ...(from !== undefined && { previous: from }) }))),
    )
  const marks = async () => collect(each(fixture.sink.marks(scope)))
  await change(undefined, '1')
  expect(new Set((await marks()).map(({ key }) => key))).toEqual(new Set(keys))
  await change('1', '2')
  expect(new Set((await marks()).map(({ version }) => version))).toEqual(new Set(['2']))
  await change('2', null)
  expect(await marks()).toEqual([])
})

test('a statement that is too long is refused before it is sent, with its size', async () => {
  await using fixture = await fixtureOf()
  const text = `insert into t values ('${'x'.repeat(110_000)}')`
  const error = errorOf(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text })))
  expect(await error).toMatchObject({
    code: 'SQL_FAILED',
    retryable: false,
    message: expect.stringMatching(/has 110\d\d\d bytes, and the Data API allows 102400/) as string,
  })
})

test('values of a statement are what they are, and colons in it name no parameter', async () => {
  await using fixture = await fixtureOf()
  const values = [`it's \\ :a $2`, 7, null, true, new Date('2026-01-02T03:04:05.678Z'), ''] as const
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({
      text: 'create table t (a varchar(20), b integer, c varchar(5), d boolean, e timestamp, f varchar(5))',
    })
    await tx.execute({ text: `insert into t values ($1, $2, $3, $4, $5, $6)`, values })
    await tx.execute({
      text: `update t set c = ':a' where e < '2027-01-01 00:00:00' and b = $1`,
      values: [7],
    })
  })
  const [row] = await warehouse.query(`select a, b, c, d, cast(e as varchar) as e, f from t`)
  expect(row).toEqual({ a: values[0], b: 7, c: ':a', d: true, e: '2026-01-02 03:04:05.678', f: '' })
})

test('rows that were left out are counted and shown as over the wire', async () => {
  const copied = []
  for (const connection of [warehouse.url, DATA_API]) {
    await using fixture = await warehouse.fixture({ connection })
    await putObject(fixture, { id: 1 }, { id: 'x', at: 'never' }, { id: 2 }, { id: 'y' })
    const { rejections = [], ...counts } = await copySource(fixture, EVENTS, 9)
    copied.push({ ...counts, rejections: rejections.map((rejection) => ({ ...rejection, object: '' })) })
    const clean = await fixture.sink.transaction({ scope: 'p/s', badRows: { most: 9 } }, async (tx) => {
      const all = await collect(fixture.source.list())
      await tx.copy(EVENTS, all)
      await fixture.source.put('b.json', '{"id":3}\n')
      const [, other] = await collect(fixture.source.list())
      return tx.copy(EVENTS, [other!])
    })
    expect(clean).toMatchObject({ rows: 1, rejected: 0 })
  }
  const [byWire, byDataApi] = copied
  expect(byWire).toMatchObject({ rows: 2, rejected: 2 })
  expect(byDataApi).toEqual(byWire)
})

test('a run that is aborted cancels its statement, and leaves no session that others must wait for', async () => {
  await using fixture = await fixtureOf()
  const controller = new AbortController()
  const waiting = fixture.sinkWith({}, controller.signal)
  const reason = new ArbalestError('ABORTED', 'That is enough.')
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    const late = errorOf(waiting.transaction({ scope: 'p/s' }, async () => 'too late'))
    await vi.waitFor(async () =>
      expect(await warehouse.query('select 1 from pg_locks where not granted')).toHaveLength(1),
    )
    controller.abort(reason)
    expect(await late).toBe(reason)
    expect(await warehouse.query('select 1 from pg_locks where not granted')).toEqual([])
  })
  const idle = `select 1 from pg_stat_activity where state like 'idle in transaction%'`
  expect(await warehouse.query(idle)).toEqual([])
})

test('settings hold in each session of the API', async () => {
  const connection = {
    ...DATA_API,
    queryGroup: 'etl',
    searchPath: ['public', 'a b'],
    statementTimeout: '77s',
  }
  await using fixture = await warehouse.fixture({ connection })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) =>
    tx.execute({
      text: `create table t as select current_setting('query_group') as a, current_setting('search_path') as b, current_setting('statement_timeout') as c`,
    }),
  )
  expect(await warehouse.query('select * from t')).toEqual([
    { a: 'etl', b: 'public, "a b"', c: expect.stringMatching(/^77/) as string },
  ])
})
