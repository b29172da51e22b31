import { expect, test } from 'vitest'
import { memoryFixture } from '@arbalest/testing'
import { collect, each, JOURNAL_HEAD, SinkJournal, type Unit } from '../../src/plugin.js'

async function* units(...keys: string[]): AsyncGenerator<readonly Unit[]> {
  yield keys.map((key) => ({ key, version: '1', objects: [] }))
}

test('a step that was loaded with another journal is not planned as if nothing had been loaded', async () => {
  await using fixture = await memoryFixture()
  const { sink } = fixture
  await sink.transaction({ scope: 'p/s' }, (tx) => tx.mark([{ key: JOURNAL_HEAD, version: 'an index' }]))
  await expect(new SinkJournal(sink, 'p/s').open()).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining('"p/s" has been loaded with another journal') as string,
  })
})

test('a unit may not be called as the mark of another journal is', async () => {
  await using fixture = await memoryFixture()
  const { sink } = fixture
  const snapshot = await new SinkJournal(sink, 'p/s').open()
  const pending = await collect(each(snapshot.pending(units(JOURNAL_HEAD))))
  await expect(
    sink.transaction({ scope: 'p/s' }, (tx) => snapshot.record(tx, pending)),
  ).rejects.toMatchObject({
    name: 'ConfigError',
  })
})
