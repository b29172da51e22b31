import { lines } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { SinkJournal, type Journal, type ListOptions, type Source } from '../../src/plugin.js'
import { DescribedWarehouse, runStep } from '../described-warehouse.js'

test('a source is told where its listing may be cut, if the journal knows', async () => {
  const world = new DescribedWarehouse()
  await world.source.put('a', lines({ id: 1 }))
  const asked: ListOptions[] = []
  const source: Source = {
    url: world.source.url,
    list(options = {}) {
      asked.push(options)
      return world.source.list()
    },
    open: (object) => world.source.open(object),
  }
  const plain = new SinkJournal(world.sink, 'p/events')
  const cutting: Journal = {
    upkeep: plain.upkeep,
    under: (scope) => plain.under(scope),
    open: async () => Object.assign(await plain.open(), { cuts: ['b', 'c'] }),
  }
  for (const journal of [plain, cutting]) await runStep(world.step({ source, journal }))
  expect(asked.map(({ cuts }) => cuts)).toEqual([undefined, ['b', 'c']])
  expect(world.ids()).toEqual([1])
})
