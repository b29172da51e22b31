import { collect, SinkJournal, type Sink } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { expect, test } from 'vitest'

const SCOPE = 'p/step'

test('forgets what another run has recorded by the time that rows are deleted, too', async () => {
  const sink = new MemorySink()
  const record = (key: string) => sink.transaction({ scope: SCOPE }, (tx) => tx.mark([{ key, version: '1' }]))
  await record('a')
  const late: Sink = {
    url: sink.url,
    powers: {},
    check: () => [],
    marks: (scope) => sink.marks(scope),
    async transaction(context, work) {
      await record('b')
      return sink.transaction(context, work)
    },
    async [Symbol.asyncDispose]() {},
  }

  await new SinkJournal(late, SCOPE).upkeep.clear()

  expect(await collect(sink.marks(SCOPE))).toEqual([])
})
