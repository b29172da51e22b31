import { expect, test } from 'vitest'
import { faultsOf, target } from '../memory-plugins.js'

test('an option beside use is sent to its place', async () => {
  const strategy = { use: 'manifest', changed: 'ignore' }
  const step = { load: 'l', source: { use: './s.js' }, strategy, target }

  expect(await faultsOf({ sink: { use: './s.js' }, pipelines: { p: [step] } })).toContainEqual({
    path: ['pipelines', 'p', 0, 'strategy', 'changed'],
    message: 'is not known here; the keys are use, with. An option of the plugin belongs under with.',
  })
})
