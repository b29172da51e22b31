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
      'vacuum events',
      'alter table totals append from events',
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

  test('commits nothing of a text of several statements', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    const text = 'insert into events values (1); commit; insert into events values (2)'
    await expect(
      fixture.sink.powers.rehearse!({ scope: 'p/s' }, (tx) => tx.execute({ text })),
    ).rejects.toThrow(/holds several statements/)
    expect(await fixture.rows('events')).toEqual([])
  })
})
