import { expect, test } from 'vitest'
import { memoryFixture } from '@arbalest/testing'
import { collect, JOURNAL_HEAD, SinkJournal, type Unit } from '../src/index.js'

async function* units(...keys: string[]): AsyncGenerator<Unit> {
  for (const key of keys) yield { key, version: '1', objects: [] }
}

test('a step that was loaded with another journal is not planned as if nothing had been loaded', async () => {
  await using fixture = await memoryFixture()
  const { sink } = fixture
  await sink.transaction('p/s', (tx) => tx.mark([{ key: JOURNAL_HEAD, version: 'an index' }]))
  await expect(collect(new SinkJournal(sink, 'p/s').pending(units('a')))).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining('"p/s" has been loaded with another journal') as string,
  })
})

test('a unit may not be called as the mark of another journal is', async () => {
  await using fixture = await memoryFixture()
  const { sink } = fixture
  const journal = new SinkJournal(sink, 'p/s')
  const pending = await collect(journal.pending(units(JOURNAL_HEAD)))
  await expect(sink.transaction('p/s', (tx) => journal.record(tx, pending))).rejects.toMatchObject({
    name: 'ConfigError',
  })
})
