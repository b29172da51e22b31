import { lines } from '@arbalest/testing'
import { beforeEach, expect, test } from 'vitest'
import { importListed } from '../../src/index.js'
import { DescribedWarehouse, noticed, runStep } from '../described-warehouse.js'

let world: DescribedWarehouse
beforeEach(async () => {
  world = new DescribedWarehouse()
  await world.source.put('a', lines({ id: 1 }))
})

test.each([
  ['absent', undefined],
  ['empty', []],
  ['filled', [{ id: 1 }]],
] as const)('what is listed is shown with what there is of the table: %s', async (table, rows) => {
  if (rows) await world.change(({ tables }) => void tables.set('events', [...rows]))
  const listed = { units: 1, objects: 1, bytes: 9, first: 'a', last: 'a', table }
  const shown: unknown[] = []
  const confirm = (found: unknown) => {
    shown.push(found)
    return false
  }
  expect(await importListed(world.step(), { confirm })).toBeUndefined()
  expect(shown).toEqual([listed])
  expect(await importListed(world.step())).toEqual(listed)
  expect(noticed(await runStep(world.step()))).toEqual([])
  expect(world.ids()).toEqual(rows?.map(({ id }) => id) ?? [])
})
