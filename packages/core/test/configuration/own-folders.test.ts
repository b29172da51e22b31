import { assemble, isConfigError } from '@arbalest/core'
import { definePlugin, optionsSchema, SinkJournal } from '@arbalest/core/plugin'
import { EVENTS, MemorySink, MemorySource } from '@arbalest/testing'
import * as v from 'valibot'
import { expect, test } from 'vitest'

const place = optionsSchema(v.object({ at: v.string() }))

const source = definePlugin({
  kind: 'source',
  name: 'source',
  options: place,
  create: ({ at }) => Object.assign(new MemorySource(), { url: at }),
})
const sink = definePlugin({
  kind: 'sink',
  name: 'sink',
  options: place,
  create: ({ at }) => Object.assign(new MemorySink(), { folders: [at] }),
})
const journal = definePlugin({
  kind: 'journal',
  name: 'journal',
  options: place,
  create: ({ at }, { get, scope }) => Object.assign(new SinkJournal(get('sink'), scope), { folders: [at] }),
})

/** The places that are wrong in a configuration of two steps, and what is said of each. */
async function faultsOf(sources: readonly string[], metadata: string, segments: string) {
  const configuration = {
    sink: { use: sink, with: { at: metadata } },
    journal: { use: journal, with: { at: segments } },
    pipelines: {
      p: sources.map((at, index) => ({
        load: `s${index}`,
        source: { use: source, with: { at } },
        strategy: { use: 'manifest' },
        target: EVENTS,
      })),
    },
  }
  try {
    await using _ = await assemble(configuration)
    return []
  } catch (error) {
    if (!isConfigError(error)) throw error
    return error.faults.map(({ path, message }) => `${path.join('.')} ${message}`)
  }
}

test('a folder of our own within what any step lists, or around it, is a fault of the configuration', async () => {
  const both = ['s3://lake/a/', 's3://lake/b/']
  expect(await faultsOf(both, 's3://lake/b/own/', 's3://meta/journal/')).toEqual([
    'pipelines.p.1.source lists s3://lake/b/, and a sink keeps its own files in s3://lake/b/own/, which is inside it: they would be loaded as data. Give the sink another place, or the source a narrower prefix.',
  ])
  expect(await faultsOf(both, 's3://meta/', 's3://lake/')).toEqual([
    expect.stringContaining('pipelines.p.0.source lists s3://lake/a/, and a journal keeps'),
    expect.stringContaining('in s3://lake/, which contains it'),
  ])
  expect(await faultsOf(['s3://lake/a'], 's3://lake/arbalest/', 's3://meta/')).toHaveLength(1)
})

test('folders of our own beside the data are none', async () => {
  const both = ['s3://lake/a/', 's3://lake/b/']
  expect(await faultsOf(both, 's3://lake/arbalest/', 's3://lake/arbalest/')).toEqual([])
  expect(await faultsOf(both, 's3://lake/abc/', 's3://lakes/')).toEqual([])
})
