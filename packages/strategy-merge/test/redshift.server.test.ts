import { plan, validate } from '@arbalest/core'
import { load } from '@arbalest/core/host'
import { collect, SinkJournal } from '@arbalest/core/plugin'
import { testStrategy, type SinkFixture } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedshift, type Redshift } from '../../strategy-timeseries/test/redshift.js'
import { completeOptions, MergeStrategy, type MergeConfiguration } from '../src/index.js'
import { contentOf, keeping, TARGET } from './scenarios.js'

let redshift: Redshift

beforeAll(async () => {
  redshift = await startRedshift()
})

afterAll(() => redshift[Symbol.asyncDispose]())

function stepOf({ sink, source }: Pick<SinkFixture, 'sink' | 'source'>, options: MergeConfiguration) {
  return {
    kind: 'load',
    name: 's',
    scope: 'p/s',
    source,
    strategy: new MergeStrategy(completeOptions(options)),
    sink,
    journal: new SinkJournal(sink, 'p/s'),
    target: TARGET,
  } as const
}

describe('the strategy, in Redshift', () => {
  testStrategy(test, [keeping], { create: () => redshift.fixture() })

  test('a plan and a validation say that all rows of a large table are read, unless it is clustered by the key', async () => {
    await using fixture = await redshift.fixture()
    const { sink, source } = fixture
    await source.put('a.json', contentOf({ id: 1, at: 1, text: 'a' }))
    await redshift.query(
      'create table events (id integer not null, at integer, op char(1), text varchar(16)) diststyle even',
    )
    await redshift.query('insert into events values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)')
    const tables = ['a', 'b', 'c', 'd', 'e'].map((name) => `events as ${name}`)
    await redshift.query(`insert into events select a.id from ${tables.join(' cross join ')}`)
    await redshift.query(
      'insert into events select a.id from events as a cross join (select distinct id from events) as b',
    )
    await redshift.query('analyze events')
    const steps = [stepOf({ sink, source }, { key: 'id' })]
    const said = async () => {
      const [planned] = await collect(plan([{ name: 'p', steps }]))
      const [validated] = await collect(validate([{ name: 'p', steps }]))
      return [planned!.pending!.notices, validated!.notices].map((notices) =>
        notices.flatMap((notice) => (notice.kind === 'advice' ? notice.advice : [])),
      )
    }
    const words = [expect.stringMatching(/^the table has about 1(?:,\d{3}){2} rows.* of the key \(id\)/)]
    expect(await said()).toEqual([words, words])
    await redshift.query('alter table events alter diststyle key distkey id')
    expect(await said()).toEqual([[], []])
  })

  test.each<[name: string, configuration: MergeConfiguration, code: string, words: string]>([
    ['no value in its key', { key: ['id', 'text'] }, 'LOAD_REJECTED', 'b.json, line 2, column "text"'],
    ['a key that another has', { key: 'at' }, 'KEY_INVALID', '1 key ("at") has several of the rows'],
  ])('a row with %s is refused, and nothing is loaded', async (...[, configuration, code, words]) => {
    await using fixture = await redshift.fixture()
    const { sink, source } = fixture
    await source.put('a.json', contentOf({ id: 1, at: 1, text: 'a' }))
    await source.put('b.json', contentOf({ id: 2, at: 2, text: 'b' }, { id: 3, at: 1 }))
    const all = (async () => {
      const step = stepOf({ sink, source }, configuration)
      for await (const _ of load(step, new AbortController().signal)) void _
    })()
    await expect(all).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
    expect(await fixture.tables()).toEqual([])
  })
})
