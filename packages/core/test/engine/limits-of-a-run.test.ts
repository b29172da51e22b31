import { EVENTS, lines } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { assemble, isConfigError } from '../../src/index.js'
import { definePlugin, ManifestStrategy, optionsSchema } from '../../src/plugin.js'
import * as v from 'valibot'
import { DescribedWarehouse, runStep } from '../described-warehouse.js'

let world: DescribedWarehouse
beforeEach(async () => {
  world = new DescribedWarehouse()
  for (let id = 0; id < 5; id++) await world.source.put(`k${id}`, lines({ id }))
})

describe('the limits of a run', () => {
  test.each([
    [{ objects: 4 }, 'more than 4 objects pending'],
    [{ bytes: 44 }, 'more than 44 bytes in 5 objects pending'],
  ])('stop it before anything is loaded: %j', async (limits, message) => {
    const step = world.step({ limits, strategy: new ManifestStrategy({ batch: 1 }) })
    await expect(runStep(step)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      retryable: false,
      message: expect.stringContaining(message),
    })
    expect(world.warehouse.tables()).toEqual([])
  })

  test('count what is yet to be loaded alone', async () => {
    const limits = { objects: 5, bytes: 45 }
    await runStep(world.step({ limits }))
    await world.source.put('k5', lines({ id: 5 }))
    await runStep(world.step({ limits }))
    expect(world.ids()).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('hold for what arrives while it loads', async () => {
    const step = world.step({ limits: { objects: 5 }, strategy: new ManifestStrategy({ batch: 5 }) })
    const { list } = world.source
    let listings = 0
    world.source.list = async function* () {
      if (++listings === 2) await world.source.put('k9', lines({ id: 9 }))
      yield* list.call(world.source)
    }
    await expect(runStep(step)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect(world.ids()).toEqual([0, 1, 2, 3, 4])
  })

  test('of the configuration are those of each step that has none', async () => {
    const none = optionsSchema(v.object({}))
    const source = definePlugin({ kind: 'source', name: 's', options: none, create: () => world.source })
    const sink = definePlugin({ kind: 'sink', name: 'k', options: none, create: () => world.sink })
    const load = { source: { use: source }, strategy: { use: 'manifest' }, target: EVENTS }
    const configuration = (limits: object) => ({
      sink: { use: sink },
      limits,
      pipelines: {
        p: [
          { load: 'a', ...load },
          { load: 'b', ...load, limits: { bytes: 1 } },
        ],
      },
    })
    await using assembly = await assemble(configuration({ objects: 7 }))
    expect(assembly.pipelines[0]!.steps).toMatchObject([{ limits: { objects: 7 } }, { limits: { bytes: 1 } }])
    const wrong: unknown = await assemble(configuration({ objects: 0, rows: 1 })).catch(
      (error: unknown) => error,
    )
    expect(isConfigError(wrong) && wrong.faults.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'limits.objects',
      'limits.rows',
    ])
  })
})

test('a transaction is bounded by bytes as well as by objects, and has one object at least', async () => {
  await world.source.put('k2', lines({ id: 1 }, { id: 2 }, { id: 3 }))
  const events = await runStep(world.step({ strategy: new ManifestStrategy({ batch: 3, batchBytes: 18 }) }))
  const keys = events.flatMap((event) =>
    event.type === 'loading' ? [event.units.map(({ key }) => key)] : [],
  )
  expect(keys).toEqual([['k0', 'k1'], ['k2'], ['k3', 'k4']])
})
