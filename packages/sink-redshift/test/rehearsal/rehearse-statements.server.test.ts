import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('a rehearsal of statements', () => {
  test('sends only statements that a rollback takes back, and reports the others', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    await warehouse.query('create table totals (id integer)')
    const unload = `unload ('select 1') to '${fixture.source.url}out/' iam_role default allowoverwrite cleanpath`
    const texts = [
      'insert into events values (1)',
      '/* a */ create or replace view v as select id from events',
      'create temp table daily as select * from v',
      unload,
      'grant select on events to public',
      'analyze events',
      'refresh materialized view v',
      'select * from daily',
      'select * from what_a_procedure_makes',
      'delete from events',
    ]
    await fixture.source.put('out/kept.txt', 'kept')
    const { untried = [] } = await fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
      for (const text of texts) await tx.execute({ text })
    })
    expect(untried.map(({ statement }) => texts.indexOf(statement.text))).toEqual([3, 4, 5, 6, 8, 9])
    expect(untried[0]?.reason).toContain('because it writes objects')
    expect(untried[4]?.reason).toContain('what_a_procedure_makes')
    expect((await collect(fixture.source.list())).map(({ key }) => key)).toEqual(['out/kept.txt'])
    expect(await fixture.tables()).toEqual(['events', 'totals'])
    expect(await fixture.rows('events')).toEqual([])
  })

  test.each([
    'vacuum totals',
    'alter table totals append from events',
    'alter table totals alter column a type varchar(9)',
  ])('fails for what no transaction takes, as a run does: %s', async (text) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (a varchar(2))')
    await warehouse.query('create table totals (a varchar(2))')
    const rehearsed = fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
      await tx.execute({ text: 'call what_is_not_tried()' })
      await tx.execute({ text })
    })
    await expect(rehearsed).rejects.toMatchObject({
      code: 'SQL_FAILED',
      message: expect.stringContaining('transaction: none'),
    })
    const ran = fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))
    await expect(ran).rejects.toMatchObject({
      code: 'SQL_FAILED',
      message: expect.stringContaining('transaction: none'),
    })
  })

  test('commits nothing of a text of several statements', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    const text = 'insert into events values (1); commit; insert into events values (2)'
    await expect(
      fixture.sink.powers.rehearse!({ scope: 'p/s' }, (tx) => tx.execute({ text })),
    ).rejects.toThrow(/has several statements/)
    expect(await fixture.rows('events')).toEqual([])
  })
})
