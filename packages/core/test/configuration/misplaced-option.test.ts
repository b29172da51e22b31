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

test('an option beside the strategy is sent to its place', async () => {
  const step = { load: 'l', source: { use: './s.js' }, strategy: 'manifest', changed: 'ignore', target }

  expect(await faultsOf({ sink: { use: './s.js' }, pipelines: { p: [step] } })).toContainEqual({
    path: ['pipelines', 'p', 0, 'changed'],
    message: expect.stringMatching(
      /^is not known here; .* An option of the source, the strategy, the sink or the journal belongs under its with\.$/,
    ) as string,
  })
})

test('a step that is no entry of a list is sent to its place', async () => {
  const pipelines = { p: { load: 'l', need: [] } }

  expect(await faultsOf({ sink: { use: './s.js' }, pipelines })).toEqual(
    expect.arrayContaining([
      {
        path: ['pipelines', 'p', 'load'],
        message: 'is not known here; the keys are needs, steps. A step is one of a list: begin it with "- ".',
      },
      {
        path: ['pipelines', 'p', 'need'],
        message: 'is not known here; the keys are needs, steps. Did you mean "needs"?',
      },
    ]),
  )
})

test('what is undefined, as a variable in code that is not set, is missing', async () => {
  const step = { load: 'l', source: { use: './s.js' }, strategy: undefined, target, limits: undefined }

  expect(await faultsOf({ sink: { use: './s.js' }, pipelines: { p: [step] } })).toContainEqual({
    path: ['pipelines', 'p', 0, 'strategy'],
    message: 'is missing.',
  })
})
