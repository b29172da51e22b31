import { lines } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { plan } from '../../src/index.js'
import { collect, ManifestStrategy } from '../../src/plugin.js'
import { DescribedWarehouse, noticed, runStep } from '../described-warehouse.js'

/** Looks back no further than a partition. */
class Recent extends ManifestStrategy {
  readonly #first: string

  constructor(first: string) {
    super()
    this.#first = first
  }

  from(): Promise<string> {
    return Promise.resolve(this.#first)
  }
}

const today = new Date().toISOString().slice(0, 10)

test.each([
  ['2099-12-25', [{ kind: 'ahead', look: true, from: '2099-12-25' }]],
  ['2099-12-25T07', [{ kind: 'ahead', look: true, from: '2099-12-25T07' }]],
  [today, []],
  [`${today}T23`, []],
  ['00000000000020991225', []],
])('a step that lists from %s on reports whether that is in the future', async (first, notices) => {
  const world = new DescribedWarehouse()
  await world.source.put('a', lines({ id: 1 }))
  const step = world.step({ strategy: new Recent(first) })
  const [planned] = await collect(plan([{ name: 'p', steps: [step] }]))
  expect(planned?.pending?.notices).toEqual(notices)
  expect(noticed(await runStep(step))).toEqual(notices.map(({ kind }) => kind))
})
