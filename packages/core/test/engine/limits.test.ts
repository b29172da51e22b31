import { EVENTS, lines, memoryFixture, type SinkFixture } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { run, SinkError, type LoadStep, type Step } from '../../src/index.js'
import { ManifestStrategy, SinkJournal, type Sink } from '../../src/plugin.js'

// What docs/exactly-once.md does not promise, as it comes out.

const loadOf = ({ source, sink }: SinkFixture, name: string): LoadStep => ({
  kind: 'load',
  name,
  scope: `p/${name}`,
  source,
  strategy: new ManifestStrategy(),
  sink,
  journal: new SinkJournal(sink, `p/${name}`),
  target: EVENTS,
})

async function runAll(...steps: Step[]): Promise<void> {
  for await (const _ of run([{ name: 'p', steps }])) void _
}

async function idsOf({ rows }: SinkFixture): Promise<unknown[]> {
  return (await rows('events')).map(({ id }) => id).toSorted()
}

test('the same row in two objects comes twice', async () => {
  await using fixture = await memoryFixture()
  for (const key of ['a', 'b']) await fixture.source.put(key, lines({ id: 1 }))
  await runAll(loadOf(fixture, 'events'))
  expect(await idsOf(fixture)).toEqual([1, 1])
})

test('a step that fails takes nothing back of the steps before it', async () => {
  await using fixture = await memoryFixture()
  await fixture.source.put('a', lines({ id: 1 }))
  const broken = {
    transaction: () => Promise.reject(new SinkError('SQL_FAILED', 'No.')),
  } as unknown as Sink
  const sql: Step = { kind: 'sql', name: 'more', scope: 'p/more', sink: broken, statements: [{ text: 'no' }] }
  await expect(runAll(loadOf(fixture, 'events'), sql)).rejects.toThrow('No.')
  expect(await idsOf(fixture)).toEqual([1])
  await expect(runAll(loadOf(fixture, 'events'), sql)).rejects.toThrow('No.')
  expect(await idsOf(fixture)).toEqual([1])
})

test('a step under another name remembers nothing, and adds everything again', async () => {
  await using fixture = await memoryFixture()
  await fixture.source.put('a', lines({ id: 1 }))
  await runAll(loadOf(fixture, 'events'))
  await runAll(loadOf(fixture, 'renamed'))
  expect(await idsOf(fixture)).toEqual([1, 1])
})

test('rows that someone else deletes do not come back', async () => {
  await using fixture = await memoryFixture()
  await fixture.source.put('a', lines({ id: 1 }))
  const step = loadOf(fixture, 'events')
  await runAll(step)
  // An empty table in the place of what there is, under no name of the step's.
  await fixture.sink.transaction({ scope: 'p/someone' }, async (tx) => {
    await tx.replace(EVENTS, await tx.stage(EVENTS))
  })
  await runAll(step)
  expect(await idsOf(fixture)).toEqual([])
})
