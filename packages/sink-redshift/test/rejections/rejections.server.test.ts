import { gzipSync } from 'node:zlib'
import { collect, each, LoadError, type Rejected, type SourceObject } from '@arbalest/core/plugin'
import { EVENTS, lines, type EventDocument } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProxy } from '../proxy.js'
import { putObject } from '../put-object.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const load = ({ sink }: RedshiftFixture, listed: readonly SourceObject[], most = 9) =>
  sink.transaction({ scope: 'p/s', badRows: { most } }, async (tx) => {
    const copied = await tx.copy(EVENTS, listed)
    await tx.mark([{ key: 'a', version: '1' }])
    return copied
  })

test('of many rows that were left out a thousand are reported, and all counted', async () => {
  await using fixture = await warehouse.fixture()
  const wrong = Array.from({ length: 1_100 }, (_, index) => ({ id: `x${index}` }))
  const listed = await putObject(fixture, { id: 1 }, ...wrong)
  const isThousand = ({ rejections = [] }: Rejected) =>
    expect(rejections.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2))

  const rehearsed = await fixture.sink.powers.rehearse!(
    { scope: 'p/s' },
    async (tx) => void (await tx.copy(EVENTS, listed)),
  )
  const copied = await load(fixture, listed, 99_999)

  expect(rehearsed.rejected).toBe(1_100)
  expect(copied).toMatchObject({ rows: 1, rejected: 1_100 })
  isThousand(rehearsed)
  isThousand(copied)
})

test('a load that fails for more rows than are reported says that there are more', async () => {
  await using fixture = await warehouse.fixture()
  const wrong = Array.from({ length: 1_100 }, (_, index) => ({ id: `x${index}` }))
  const error: unknown = await load(fixture, await putObject(fixture, ...wrong), 1_049).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LoadError)
  expect((error as LoadError).rejections).toHaveLength(1_000)
  expect((error as LoadError).message).toMatch(/ \(and at least 999 more\)$/)
})

test('rows of each COPY are reported, if there is one for each compression; of a rehearsal up to a thousand', async () => {
  await using fixture = await warehouse.fixture()
  const wrong = lines(...Array.from({ length: 600 }, (_, index) => ({ id: `x${index}` })))
  await fixture.source.put('a.json', wrong)
  await fixture.source.put('b.json.gz', gzipSync(wrong))
  const listed = await collect(fixture.source.list())
  const counts: number[] = []

  const rehearsed = await fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
    for (const object of listed) counts.push((await tx.copy(EVENTS, [object])).rejections?.length ?? 0)
  })
  const copied = await load(fixture, listed, 99_999)

  expect(counts).toEqual([600, 600])
  expect([rehearsed.rejected, copied.rejected]).toEqual([1_200, 1_200])
  for (const { rejections = [] } of [rehearsed, copied]) {
    expect(rejections.filter(({ object }) => object === listed[0]!.url)).toHaveLength(600)
    expect(rejections.filter(({ object }) => object === listed[1]!.url)).toHaveLength(400)
  }
})

test('nobody asks which rows were left out where none were', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const copy = async (document: EventDocument) => {
    const listed = await putObject(fixture, document)
    return fixture.sink.transaction({ scope: 'p/s', badRows: { most: 9 } }, (tx) => tx.copy(EVENTS, listed))
  }
  proxy.cutAt('from stl_load_errors', 'before')

  expect(await copy({ id: 1 })).toEqual({ rows: 1, rejected: 0 })
  // Whoever asks first is cut off.
  expect(await copy({ id: 'x' })).toEqual({ rows: 0, rejected: 1 })
  expect(await copy({ id: 'x' })).toMatchObject({ rows: 0, rejected: 1, rejections: [{ value: 'x' }] })
})

test.each(['before', 'after'] as const)(
  'a load is committed though the connection by which rows left out are asked for is lost %s the answer',
  async (when) => {
    await using proxy = await startProxy(warehouse.url)
    await using fixture = await warehouse.fixture({ connection: proxy.url })
    const listed = await putObject(fixture, { id: 1 }, { id: 'x' })
    proxy.cutAt('from stl_load_errors', when)

    expect(await load(fixture, listed)).toEqual({ rows: 1, rejected: 1 })

    expect(await fixture.rows('events')).toHaveLength(1)
    expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(1)
  },
)

test('a load is committed though nobody may read which rows it left out', async () => {
  await using fixture = await warehouse.fixture({ connection: warehouse.url })
  const listed = await putObject(fixture, { id: 1 }, { id: 'x' })
  await warehouse.query('alter view pg_catalog.stl_load_errors rename to hidden')
  try {
    expect(await load(fixture, listed)).toEqual({ rows: 1, rejected: 1 })
    const rehearsed = fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
      await tx.copy(EVENTS, listed)
      await tx.execute(fixture.insertion(2))
    })
    expect(await rehearsed).toEqual({ rejected: 1 })
    await expect(fixture.sink.transaction({ scope: 'p/t' }, (tx) => tx.copy(EVENTS, listed))).rejects.toThrow(
      'Rows did not fit "events", and Redshift does not report which.',
    )
  } finally {
    await warehouse.query('alter view pg_catalog.hidden rename to stl_load_errors')
  }
  expect(await fixture.rows('events')).toHaveLength(1)
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(1)
})
