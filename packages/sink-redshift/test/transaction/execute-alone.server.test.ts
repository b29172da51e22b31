import { run, type SqlStep } from '@arbalest/core'
import { collect, type Executed } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProxy } from '../proxy.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

function runAlone({ sink }: Pick<RedshiftFixture, 'sink'>, ...texts: string[]): Promise<Executed[]> {
  return collect(
    sink.powers.executeAlone!(
      'p/s',
      texts.map((text) => ({ text })),
    ),
  )
}

describe('statements by themselves', () => {
  test('may be those that no transaction takes, and share a session', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    await warehouse.query('create table staged (id integer)')
    await runAlone(
      fixture,
      'insert into staged values (1)',
      'alter table events append from staged',
      'set wlm_query_slot_count to 4',
      'create temporary table more as select 2 as id',
      'insert into events select id from more',
      'vacuum events',
      'analyze events',
      'truncate staged',
    )
    expect(await warehouse.query('select id from events order by id')).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('may call a procedure that commits', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    await warehouse.query(
      'create or replace procedure p() as $$ begin insert into events values (1); commit; end; $$ language plpgsql',
    )
    await runAlone(fixture, 'call p()')
    expect(await fixture.rows('events')).toEqual([{ id: 1 }])
  })

  test.each(['begin', 'commit'])('are not to begin or end a transaction: %s', async (text) => {
    await using fixture = await warehouse.fixture()
    await expect(runAlone(fixture, text)).rejects.toThrow(/would begin or end a transaction/)
  })

  test.each(['before', 'after'] as const)(
    'of which the answer is lost are reported as such, %s it has run',
    async (when) => {
      await using fixture = await warehouse.fixture()
      await using proxy = await startProxy(warehouse.url)
      await warehouse.query('create table events (id integer)')
      const sink = fixture.sinkWith({ connection: proxy.url })
      proxy.cutAt('values (2)', when)
      const done: Executed[] = []
      const texts = ['insert into events values (1)', 'insert into events values (2)', 'select 1']
      const work = async () => {
        for await (const each of sink.powers.executeAlone!(
          'p/s',
          texts.map((text) => ({ text })),
        ))
          done.push(each)
      }
      await expect(work()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
      expect(done).toEqual([{ rejected: 0 }])
      expect(await fixture.rows('events')).toHaveLength(when === 'after' ? 2 : 1)
    },
  )
})

test('a run of such a step ends where the answer is lost, and says that the statement may have run', async () => {
  await using fixture = await warehouse.fixture()
  await using proxy = await startProxy(warehouse.url)
  await warehouse.query('create table events (id integer)')
  const step: SqlStep = {
    kind: 'sql',
    name: 'upkeep',
    scope: 'p/upkeep',
    sink: fixture.sinkWith({ connection: proxy.url }),
    transaction: 'none',
    statements: [1, 2].map((id) => ({ text: `insert into events values (${id})` })),
  }
  proxy.cutAt('values (2)', 'after')
  await expect(collect(run([{ name: 'p', steps: [step] }]))).rejects.toMatchObject({
    code: 'MAY_HAVE_RUN',
    retryable: false,
    message: expect.stringMatching(/could not run "insert into events values \(2\)".*statement 2 of 2/),
  })
  expect(await fixture.rows('events')).toHaveLength(2)
})

describe('what a statement leaves in its session', () => {
  test.each(['alone', 'in a transaction'])('is gone with it, if it was run %s', async (how) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create schema if not exists elsewhere')
    await warehouse.query('create table events (id integer)')
    const texts = ['create temporary table events (id integer)', 'set search_path to elsewhere']
    if (how === 'alone') await runAlone(fixture, ...texts)
    else
      await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
        for (const text of texts) await tx.execute({ text })
      })
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute(fixture.insertion(1)))
    expect(await fixture.rows('events')).toEqual([{ id: 1 }])
  })
})

describe('in a transaction', () => {
  test.each([
    ['commit', 'insert into events values (1); commit;'],
    ['truncate', 'truncate events;'],
    ['rollback', 'rollback;'],
  ])('a procedure that would %s is refused, with the remedy, and all is rolled back', async (name, body) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    await warehouse.query(
      `create or replace procedure p_${name}() as $$ begin ${body} end; $$ language plpgsql`,
    )
    const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      await tx.execute(fixture.insertion(7))
      await tx.execute({ text: `call p_${name}()` })
    })
    await expect(work).rejects.toMatchObject({
      code: 'SQL_FAILED',
      message: expect.stringMatching(/atomic context.*call it in a step with transaction: none/),
    })
    expect(await fixture.rows('events')).toEqual([])
  })

  test.each(['vacuum events', 'alter table events append from events'])(
    'what none takes is refused, with the remedy: %s',
    async (text) => {
      await using fixture = await warehouse.fixture()
      await warehouse.query('create table events (id integer)')
      const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))
      await expect(work).rejects.toThrow(/put it into a step with transaction: none\.$/)
    },
  )
})
