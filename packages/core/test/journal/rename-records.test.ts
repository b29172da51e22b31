import { EVENTS, lines } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetAll, rename } from '../../src/index.js'
import { BulkStrategy, collect } from '../../src/plugin.js'
import { DescribedWarehouse, noticed, runStep } from '../described-warehouse.js'

let world: DescribedWarehouse
beforeEach(async () => {
  world = new DescribedWarehouse()
  await world.source.put('a', lines({ id: 1 }, { id: 2 }))
})

describe('what is recorded is taken along', () => {
  test('to a step of another name, which then loads only what is new', async () => {
    await runStep(world.step())
    const renamed = world.step({ name: 'renamed' })
    await rename(renamed, 'p/events')
    await world.source.put('b', lines({ id: 3 }))
    expect(noticed(await runStep(renamed))).toEqual([])
    expect(world.ids()).toEqual([1, 2, 3])
    await expect(rename(renamed, 'p/events')).rejects.toThrow('Nothing is recorded for "p/events".')
  })

  test('once more if that was cut short between its two transactions', async () => {
    await runStep(world.step())
    const renamed = world.step({ name: 'renamed' })
    const marks = world.step().journal.upkeep.marks()
    await renamed.journal.upkeep.import(marks, { table: 'events', way: 'manifest' })
    await rename(renamed, 'p/events')
    expect(noticed(await runStep(renamed))).toEqual([])
    expect(world.ids()).toEqual([1, 2])
    expect(await collect(world.step().journal.upkeep.marks())).toEqual([])
  })

  test('to another table of the same step', async () => {
    await runStep(world.step())
    await world.change(({ tables, identities }) => {
      tables.set('others', [...tables.get('events')!])
      identities.set('others', 'copied')
    })
    const moved = world.step({ target: { ...EVENTS, table: 'others' } })
    await rename(moved, moved.scope)
    expect(noticed(await runStep(moved))).toEqual([])
    expect(world.ids('others')).toEqual([1, 2])
  })

  test('not where it would mean nothing, or hide what is recorded', async () => {
    await runStep(world.step())
    const bulk = world.step({ name: 'bulk', strategy: new BulkStrategy() })
    await expect(rename(bulk, 'p/events')).rejects.toThrow('by manifest, and "p/bulk" loads by bulk')
    await world.source.put('b', lines({ id: 3 }))
    await runStep(world.step({ name: 'others' }))
    await expect(rename(world.step({ name: 'others' }), 'p/events')).rejects.toThrow('already has records')
    await forgetAll(world.step({ name: 'others' }))
  })
})
