import { describe, expect, test } from 'vitest'
import { assemble } from '../../src/index.js'
import { faultsOf, nothingInstalled, plugins, target } from '../memory-plugins.js'

const { source, sink } = plugins()

const load = (name: string, table = name) => ({
  load: name,
  source: { use: source },
  strategy: 'manifest',
  target: { ...target, table },
})

const configuration = {
  sink: { use: sink },
  pipelines: {
    daily: { needs: ['orders', 'customers'], steps: [load('days'), load('weeks')] },
    orders: [load('orders')],
    customers: { steps: [load('customers')], needs: ['regions'] },
    regions: [load('regions')],
    everything: { needs: ['daily', 'alone'] },
    alone: [load('alone')],
  },
}

/** The scopes of the steps that are made for `names`, and what their pipelines need. */
async function made(...names: string[]) {
  await using assembly = await assemble(configuration, { names, loader: nothingInstalled })
  return assembly.pipelines.map(({ name, needs = [], steps }) => [
    name,
    needs.join(' '),
    steps.map((step) => step.name).join(' '),
  ])
}

const withPipelines = (pipelines: object) => ({ ...configuration, pipelines })

describe('pipelines that need others', () => {
  test('are made after them, all that there are', async () => {
    expect(await made()).toEqual([
      ['orders', '', 'orders'],
      ['regions', '', 'regions'],
      ['customers', 'regions', 'customers'],
      ['daily', 'orders customers', 'days weeks'],
      ['alone', '', 'alone'],
      ['everything', 'daily alone', ''],
    ])
  })

  test('bring along what they need, and nothing else', async () => {
    expect((await made('daily')).map(([name]) => name)).toEqual(['orders', 'regions', 'customers', 'daily'])
    expect((await made('alone', 'customers')).map(([name]) => name)).toEqual([
      'alone',
      'regions',
      'customers',
    ])
  })

  test('leave it out if one of their steps is named', async () => {
    expect(await made('daily/weeks')).toEqual([['daily', '', 'weeks']])
    expect(await made('daily/weeks', 'orders')).toEqual([
      ['orders', '', 'orders'],
      ['daily', 'orders', 'weeks'],
    ])
    expect((await made('daily', 'daily/weeks')).toSorted()).toEqual((await made('daily')).toSorted())
  })

  test.each([
    [
      'dayly',
      'There is no pipeline "dayly"; there is "daily", "orders", "customers", "regions", "everything", "alone". Did you mean "daily"?',
    ],
    [
      'daily/day',
      'There is no step "daily/day"; there is "daily/days", "daily/weeks". Did you mean "daily/days"?',
    ],
    [
      'dayly/days',
      'There is no pipeline "dayly"; there is "daily", "orders", "customers", "regions", "everything", "alone". Did you mean "daily"?',
    ],
  ])('are not made if there is nothing called %s', async (name, message) => {
    expect(await faultsOf(configuration, [name])).toEqual([{ path: ['pipelines'], message }])
  })
})

describe('what a configuration says of needs', () => {
  test.each([
    [
      'unknown names, with what was meant',
      { a: { needs: ['bc'], steps: [load('x')] }, bcd: [load('y')] },
      [{ path: ['pipelines', 'a', 'needs', 0], message: 'There is no pipeline "bc".' }],
    ],
    [
      'circles',
      { a: { needs: ['b'] }, b: { needs: ['c'] }, c: { needs: ['a'] } },
      [
        {
          path: ['pipelines', 'a', 'needs'],
          message: 'is a circle: "a" needs "b" needs "c" needs "a". None of these could ever begin.',
        },
      ],
    ],
    [
      'a pipeline of nothing',
      { a: {} },
      [{ path: ['pipelines', 'a'], message: 'needs at least one step, or another pipeline.' }],
    ],
    [
      'needs that are no list',
      { a: { needs: 'b', steps: [load('x')] } },
      [{ path: ['pipelines', 'a', 'needs'], message: 'must be a list of names of pipelines.' }],
    ],
    [
      'steps within, by their place',
      { a: { steps: [{ ...load('x'), strategy: 7 }] } },
      [{ path: ['pipelines', 'a', 'steps', 0, 'strategy'], message: expect.any(String) }],
    ],
    [
      'one name of two steps',
      { a: { steps: [load('x'), load('x', 'y')] } },
      [
        {
          path: ['pipelines', 'a', 'steps', 1],
          message: 'Another step of this pipeline is also called "x".',
        },
      ],
    ],
  ])('is refused: %s', async (_, pipelines, faults) => {
    expect(await faultsOf(withPipelines(pipelines))).toEqual(faults)
  })

  test('has the places of steps right if some steps are left out', async () => {
    const steps = [load('first'), { ...load('second', 'shared'), strategy: 'bulk' }]
    const other = { ...load('third', 'shared'), strategy: 'bulk' }
    const faults = await faultsOf(withPipelines({ a: { steps }, b: [other] }), ['a/second', 'b'])
    expect(faults.map(({ path }) => path)).toEqual([['pipelines', 'b', 0, 'target', 'table']])
  })
})
