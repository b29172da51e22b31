import { lines } from '@arbalest/testing'
import { beforeEach, expect, test } from 'vitest'
import { plan, validate } from '../../src/index.js'
import { collect } from '../../src/plugin.js'
import { DescribedWarehouse, runStep } from '../described-warehouse.js'

let world: DescribedWarehouse
beforeEach(async () => {
  world = new DescribedWarehouse()
  for (let id = 0; id < 3; id++) await world.source.put(`k${id}`, lines({ id }))
})

const EXCESS = { code: 'LIMIT_EXCEEDED', retryable: false }

test.each([{ objects: 2 }, { bytes: 26 }])(
  'a plan that is more than the limits %j says so, and shows all of it',
  async (limits) => {
    const steps = [world.step({ limits })]
    const [planned] = await collect(plan([{ name: 'p', steps }]))
    expect(planned!.pending).toMatchObject({ objects: 3, bytes: 27, excess: EXCESS })
  },
)

test('a plan within the limits has no excess, whatever was loaded before', async () => {
  await runStep(world.step())
  await world.source.put('k3', lines({ id: 3 }))
  const steps = [world.step({ limits: { objects: 1, bytes: 9 } })]
  const [planned] = await collect(plan([{ name: 'p', steps }]))
  expect(planned!.pending).toMatchObject({ objects: 1 })
  expect(planned!.pending).not.toHaveProperty('excess')
})

test('what is more than the limits fails a validation, however few units are tried', async () => {
  const steps = [world.step({ limits: { objects: 2 } })]
  const [tried] = await collect(validate([{ name: 'p', steps }], { sample: 1 }))
  expect(tried).toMatchObject({ units: 0, error: EXCESS })
})
