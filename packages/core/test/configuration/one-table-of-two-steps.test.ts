import { expect, test } from 'vitest'
import { assemble } from '../../src/index.js'
import { definePlugin, ManifestStrategy, optionsSchema, type Strategy } from '../../src/plugin.js'
import * as v from 'valibot'
import { faultsOf, plugins, signal, target } from '../memory-plugins.js'

const { source, sink } = plugins()

/** Adds objects as `manifest` does, and says that it replaces rows of a range. */
const ranges = definePlugin({
  kind: 'strategy',
  name: 'ranges',
  options: optionsSchema(v.object({})),
  create: (): Strategy => Object.assign(new ManifestStrategy(), { replaces: true }),
})

type Loading = readonly [use: unknown, target?: object]

/** A configuration of two pipelines, of a step each. */
const configuration = (...loadings: readonly Loading[]) => ({
  sink: { use: sink },
  pipelines: Object.fromEntries(
    loadings.map(([use, changes], index) => [
      `p${index}`,
      [{ load: 's', source: { use: source }, strategy: { use }, target: { ...target, ...changes } }],
    ]),
  ),
})

test.each<[string, Loading, Loading, string]>([
  ['bulk and bulk', ['bulk'], ['bulk'], '"p1/s" replaces rows, so those of "p0/s" would be gone'],
  ['bulk and manifest', ['bulk'], ['manifest'], '"p0/s" replaces rows, so those of "p1/s" would be gone'],
  ['manifest and bulk', ['manifest'], ['bulk'], '"p1/s" replaces rows'],
  ['two that replace ranges', [ranges], [ranges], '"p1/s" replaces rows'],
  ['names in other cases', ['bulk'], ['bulk', { table: 'EVENTS' }], '"p1/s" replaces rows'],
  ['one that alone says shared', ['bulk', { shared: true }], ['manifest'], '"p0/s" replaces rows'],
])('%s that load one table are a fault', async (_, first, second, message) => {
  expect(await faultsOf(configuration(first, second))).toEqual([
    { path: ['pipelines', 'p1', 0, 'target', 'table'], message: expect.stringContaining(message) },
  ])
})

test.each<[string, Loading, Loading]>([
  ['that both add rows', ['manifest'], ['manifest']],
  ['of two tables', ['bulk'], ['bulk', { table: 'others' }]],
  ['that say that they share it', ['bulk', { shared: true }], [ranges, { shared: true }]],
])('steps %s are none', async (_, first, second) => {
  await using assembly = await assemble(configuration(first, second), { signal })
  expect(assembly.pipelines).toHaveLength(2)
})
