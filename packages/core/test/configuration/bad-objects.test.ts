import { MemorySink } from '@arbalest/testing'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { manifest } from '../../src/index.js'
import { definePlugin, optionsSchema } from '../../src/plugin.js'
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

test('quarantine is refused if the sink cannot try objects', async () => {
  const bare = definePlugin({
    kind: 'sink',
    name: 'bare-sink',
    options: optionsSchema(v.object({})),
    create: () => Object.assign(new MemorySink(), { powers: {} }),
  })
  expect(await faultsOf(configure({ onBadObject: 'quarantine' }, bare))).toMatchObject([
    { path: ['pipelines', 'p', 0, 'onBadObject'], message: expect.stringContaining('cannot try objects') },
  ])
})
