import { jsonObject, property } from '@arbalest/core'
import { BulkStrategy, collect, each, ManifestStrategy, type Strategy } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyManifest } from '../../src/copy/files/copy-manifest.js'
import { Metadata } from '../../src/copy/files/metadata.js'
import { scopedName } from '../../src/statements/scoped-name.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

/** Replaces the rows from 0 on, as a strategy for series does. */
const RANGE: Pick<Strategy, 'load'> = {
  async load(tx, target, units) {
    const staged = await tx.stage(target)
    const copied = await tx.copy(
      staged,
      units.flatMap(({ objects }) => objects),
    )
    await tx.replace(target, staged, { column: 'id', from: '0' })
    return copied
  },
}

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('a rehearsal', () => {
  test('reports every row in every object, and leaves warehouse and bucket as they were', async () => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject('events', property('id', 'integer'))
    await warehouse.query('create table events (id integer)')
    await warehouse.query('insert into events values (7)')
    const before = { tables: await fixture.tables(), metadata: await fixture.metadata() }
    await fixture.source.put('a.json', '{"id":"x"}\n{"id":1}\n{"id":"y"}\n')
    await fixture.source.put('b.json', '{"id":2}\n{"id":"z"}\n')
    const objects = await collect(fixture.source.list())

    const { rejected, rejections = [] } = await fixture.sink.powers.rehearse!(
      { scope: 'p/s' },
      async (tx) => {
        const staged = await tx.stage(target)
        await tx.copy(staged, objects)
        await tx.replace(target, staged)
        await tx.execute({ text: 'create table summary as select count(*) from events' })
        await tx.execute({ text: 'delete from events' })
      },
    )

    expect(rejected).toBe(3)
    expect(rejections.map(({ object, line, value }) => `${object.slice(-6)} ${line} ${value}`)).toEqual([
      'a.json 1 x',
      'a.json 3 y',
      'b.json 2 z',
    ])
    expect({ tables: await fixture.tables(), metadata: await fixture.metadata() }).toEqual(before)
    expect(await fixture.rows('events')).toEqual([{ id: 7 }])
    expect(await collect(each(fixture.sink.marks('p/s')))).toEqual([])
  })

  test.each(['events', 'public.events'])(
    'tries %s with the columns that a run would add, and neither adds nor waits for them',
    async (table) => {
      await using fixture = await warehouse.fixture({ replace: 'rename' })
      const target = jsonObject({ table, evolve: 'add' }, property('id', 'integer'), property('mag', 'real'))
      await warehouse.query('create table events (id integer)')
      await fixture.source.put('a.json', '{"id":1,"mag":"x"}\n{"id":2,"mag":1}\n')
      const objects = await collect(fixture.source.list())
      const reader = await warehouse.connect()
      await reader.query('begin; select * from events')

      const { rejected, rejections = [] } = await fixture.sink.powers.rehearse!(
        { scope: 'p/s' },
        async (tx) => {
          await tx.copy(target, objects)
          const staged = await tx.stage(target)
          await tx.copy(staged, objects)
          await tx.replace(target, staged)
          await tx.execute({ text: 'select 1' })
          await tx.copy(target, objects)
          if (table === 'events') await tx.execute({ text: 'select mag from events' })
        },
      )

      await reader.end()
      expect(rejected).toBe(3)
      expect(rejections.map(({ column, value }) => `${column} ${value}`)).toEqual(Array(3).fill('mag x'))
      expect(await fixture.rows('events')).toEqual([])
      expect((await fixture.sink.powers.tables!.describe('events'))!.columns).toHaveLength(1)
      expect(await fixture.tables()).toEqual(['events'])
    },
  )

  test('throws what is wrong with the table, or with a statement', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id date)')
    const target = jsonObject('events', property('id', 'integer'))
    await expect(
      fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => void (await tx.copy(target, []))),
    ).rejects.toMatchObject({ code: 'TARGET_MISMATCH' })
    await expect(
      fixture.sink.powers.rehearse!({ scope: 'p/s' }, (tx) => tx.execute({ text: 'select * from nosuch' })),
    ).rejects.toMatchObject({ code: 'SQL_FAILED' })
  })

  test.each([
    ['manifest', new ManifestStrategy(), 'delete'],
    ['bulk, with replace: delete', new BulkStrategy(), 'delete'],
    ['bulk, with replace: rename', new BulkStrategy(), 'rename'],
    ['the replacement of a range', RANGE, 'delete'],
  ] as const)(
    'tells what does not fit a table that is narrower than its target, by %s',
    async (_, strategy, replace) => {
      await using fixture = await warehouse.fixture({ replace })
      await warehouse.query(
        `create table narrow (id smallint, price decimal(4,2), ratio real, word char(3), kind varchar(8) default 'new' not null)`,
      )
      const target = jsonObject(
        'narrow',
        property('id', 'bigint'),
        property('price', 'decimal(18,2)'),
        property('ratio', 'double precision'),
        property('word', 'varchar(64)'),
        property('kind', 'varchar(8)'),
      )
      const good = { id: 1, price: 12.34, ratio: 0.5, word: 'abc', kind: 'x' }
      const bad = [
        { id: 40_000 },
        { price: 123 },
        { ratio: 1e300 },
        { word: 'abcd' },
        { word: 'é' },
        { kind: null },
      ]
      const documents = [good, ...bad.map((wrong) => ({ ...good, ...wrong })), good]
      await fixture.source.put('a.json', documents.map((document) => JSON.stringify(document)).join('\n'))
      const units = [{ key: '*', version: '1', objects: await collect(fixture.source.list()) }]

      const rehearsed = await fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
        await strategy.load(tx, target, units)
      })
      const lenient = { scope: 'p/s', badRows: { most: 99 } }
      const copied = await fixture.sink.transaction(lenient, (tx) => strategy.load(tx, target, units))

      expect(rehearsed.rejections?.map(({ line, column }) => [line, column])).toEqual([
        [2, 'id'],
        [3, 'price'],
        [4, 'ratio'],
        [5, 'word'],
        [6, 'word'],
        [7, 'kind'],
      ])
      expect(copied).toEqual({ rows: 2, ...rehearsed })
      expect(await fixture.rows('narrow')).toHaveLength(2)
      await expect(
        fixture.sink.transaction({ scope: 'p/s' }, (tx) => strategy.load(tx, target, units)),
      ).rejects.toThrow('column "id": does not fit smallint')
    },
  )

  test('has files of its own, and leaves those of a run of the same objects', async () => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject('events', property('id', 'integer'))
    await fixture.source.put('a.json', '{"id":1}\n')
    const objects = await collect(fixture.source.list())
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, objects))
    const metadata = new Metadata(fixture.metadataPlace, {}, new AbortController().signal)
    const rehearse = () =>
      fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => void (await tx.copy(target, objects)))

    await metadata.lend(
      `manifests/${scopedName('p/s')}`,
      fixture.sink.url,
      copyManifest(objects),
      async () => {
        const before = await fixture.metadata()
        expect(before).toHaveLength(2)
        const answers = await Promise.all([rehearse(), rehearse(), rehearse()])
        expect(answers.map(({ rejected }) => rejected)).toEqual([0, 0, 0])
        expect(await fixture.metadata()).toEqual(before)
      },
    )

    metadata.close()
  })
})
