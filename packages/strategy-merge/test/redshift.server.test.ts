import { load } from '@arbalest/core/host'
import { SinkJournal } from '@arbalest/core/plugin'
import { testStrategy } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedshift, type Redshift } from '../../strategy-timeseries/test/redshift.js'
import { completeOptions, MergeStrategy, type MergeConfiguration } from '../src/index.js'
import { contentOf, keeping, TARGET } from './scenarios.js'

let redshift: Redshift

beforeAll(async () => {
  redshift = await startRedshift()
})

afterAll(() => redshift[Symbol.asyncDispose]())

describe('the strategy, in Redshift', () => {
  testStrategy(test, [keeping], { create: () => redshift.fixture() })

  test.each<[name: string, configuration: MergeConfiguration, code: string, words: string]>([
    ['no value in its key', { key: ['id', 'text'] }, 'LOAD_REJECTED', 'b.json, line 2, column "text"'],
    ['a key that another has', { key: 'at' }, 'KEY_INVALID', '1 keys ("at") have several of the rows'],
  ])('a row with %s is refused, and nothing is loaded', async (...[, configuration, code, words]) => {
    await using fixture = await redshift.fixture()
    const { sink, source } = fixture
    await source.put('a.json', contentOf({ id: 1, at: 1, text: 'a' }))
    await source.put('b.json', contentOf({ id: 2, at: 2, text: 'b' }, { id: 3, at: 1 }))
    const all = (async () => {
      const step = {
        kind: 'load',
        name: 's',
        scope: 'p/s',
        source,
        strategy: new MergeStrategy(completeOptions(configuration)),
        sink,
        journal: new SinkJournal(sink, 'p/s'),
        target: TARGET,
      } as const
      for await (const _ of load(step, new AbortController().signal)) void _
    })()
    await expect(all).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
    expect(await fixture.tables()).toEqual([])
  })
})
