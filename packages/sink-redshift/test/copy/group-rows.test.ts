import { field, orderedFields } from '@arbalest/core'
import type { ObjectNames } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { groupObjects } from '../../src/copy/files/group-objects.js'
import type { Heads } from '../../src/copy/files/heads.js'

const TARGET = orderedFields('orders', field('id', 'bigint'))

/** How many rows a group of files is known to have, whose heads say this. */
async function rowsOf(...names: readonly ObjectNames[]): Promise<number | undefined> {
  const objects = names.map((_, index) => ({
    key: String(index),
    version: '1',
    size: 9,
    url: `s3://b/${index}`,
  }))
  const heads = { of: async (_: unknown, { key }: { readonly key: string }) => names[Number(key)] }
  const groups = await groupObjects(TARGET, objects, {
    copy: { format: 'parquet' },
    heads: heads as unknown as Heads,
    source: { open: async function* () {} },
    notice: () => {},
  })
  expect(groups).toHaveLength(1)
  return groups[0]?.rows
}

test('the rows of files are known together if each says how many it has', async () => {
  expect(
    await rowsOf({ kind: 'fields', fields: ['id'], rows: 2 }, { kind: 'fields', fields: ['id'], rows: 0 }),
  ).toBe(2)
  expect(
    await rowsOf({ kind: 'fields', fields: ['id'], rows: 2 }, { kind: 'unread', reason: 'is denied' }),
  ).toBeUndefined()
  expect(
    await rowsOf({ kind: 'fields', fields: ['id'] }, { kind: 'fields', fields: ['id'], rows: 2 }),
  ).toBeUndefined()
})
