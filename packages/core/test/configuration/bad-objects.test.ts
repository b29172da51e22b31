import { MemorySink } from '@arbalest/testing'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { manifest } from '../../src/index.js'
import { definePlugin, optionsSchema, type SinkPowers } from '../../src/plugin.js'
import { faultsOf, plugins, target } from '../memory-plugins.js'

const { source, sink } = plugins()
const configure = (step: object, uses: object = sink) => ({
  pipelines: { p: [{ load: 's', source: { use: source }, strategy: { use: manifest }, target, ...step }] },
  sink: { use: uses },
})

test('onBadObject is one of two words', async () => {
  expect(await faultsOf(configure({ onBadObject: 'skip' }))).toMatchObject([
    { path: ['pipelines', 'p', 0, 'onBadObject'], message: 'must be fail or quarantine.' },
  ])
})

test('quarantine is refused if all objects are loaded as one', async () => {
  expect(await faultsOf(configure({ onBadObject: 'quarantine', strategy: 'bulk' }))).toMatchObject([
    {
      path: ['pipelines', 'p', 0, 'onBadObject'],
      message: expect.stringContaining('loads all objects as one'),
    },
  ])
})

/** Returns a plugin of a sink with these powers and no others. */
const sinkWith = (powers: SinkPowers) =>
  definePlugin({
    kind: 'sink',
    name: 'bare-sink',
    options: optionsSchema(v.object({})),
    create: () => Object.assign(new MemorySink(), { powers }),
  })

test('quarantine is refused if the sink cannot try objects', async () => {
  expect(await faultsOf(configure({ onBadObject: 'quarantine' }, sinkWith({})))).toMatchObject([
    { path: ['pipelines', 'p', 0, 'onBadObject'], message: expect.stringContaining('cannot try objects') },
  ])
})

test.each([
  ['many', 'must be fail, or an object with a number of rows under skip or keep.'],
  [{ skip: 0 }, 'must be a whole number of rows, 1 or more.'],
  [{ skip: 1.5 }, 'must be a whole number of rows, 1 or more.'],
  [{}, 'is missing.'],
  [{ keep: 10_001 }, 'must be a whole number of rows, 1 or more, and 10000 at most.'],
  [{ keep: 1, skip: 2 }, expect.stringContaining('is not known here; the keys are keep.')],
  [{ skip: 1, miss: 2 }, expect.stringContaining('is not known here; the keys are skip.')],
])('onBadRow is fail, or a number of rows: %j', async (onBadRow, message) => {
  const faults = await faultsOf(configure({ onBadRow }))
  expect(faults.map((fault) => fault.path.slice(0, 4))).toEqual([['pipelines', 'p', 0, 'onBadRow']])
  expect(faults).toMatchObject([{ message }])
})

test('onBadRow is refused if the sink cannot leave out rows, or not as many', async () => {
  const path = ['pipelines', 'p', 0, 'onBadRow']
  expect(await faultsOf(configure({ onBadRow: { skip: 1 } }, sinkWith({})))).toMatchObject([
    { path, message: expect.stringContaining('asks for rows to be left out, which memory: cannot do') },
  ])
  const { rejects } = new MemorySink().powers
  const few = sinkWith({ rejects: { ...rejects!, most: 9 } })
  expect(await faultsOf(configure({ onBadRow: { skip: 10 } }, few))).toMatchObject([
    { path, message: 'is 10 rows, but memory: can leave out at most 9 rows.' },
  ])
  await expect(faultsOf(configure({ onBadRow: { skip: 9 } }, few))).rejects.toHaveProperty('pipelines')
  await expect(faultsOf(configure({ onBadRow: 'fail' }, sinkWith({})))).rejects.toHaveProperty('pipelines')
})
