import { jsonObject, property } from '@arbalest/core'
import type { Scenario } from '@arbalest/testing'
import { completeOptions, MergeStrategy, type MergeConfiguration } from '../src/index.js'

/** What the objects of these tests hold: a row each, or its deletion. */
export interface Change {
  readonly id: number
  /** The order. */
  readonly at: number
  readonly op?: 'D' | undefined
  readonly text?: string | undefined
}

export const TARGET = jsonObject(
  'events',
  property('id', 'integer'),
  property('at', 'integer'),
  property('op', 'char(1)'),
  property('text', 'varchar(16)'),
)

export const DELETE = { column: 'op', value: 'D' }

/** An object of these changes. */
export function contentOf(...changes: readonly Change[]): string {
  return changes.map((change) => `${JSON.stringify(change)}\n`).join('')
}

const put =
  (key: string, ...changes: readonly Change[]): Scenario['changes'][number] =>
  (source) =>
    source.put(key, contentOf(...changes))

const row = (id: number, at: number, text: string): Change => ({ id, at, text })
/** A row of the table that is not deleted. */
const live = (id: number, at: number, text: string) => ({ id, at, op: null, text })
const gone = (id: number, at: number): Change => ({ id, at, op: 'D' })

const scenario = (
  name: string,
  configuration: Omit<MergeConfiguration, 'key'>,
  { changes, rows }: Pick<Scenario, 'changes' | 'rows'>,
): Scenario => ({
  name,
  strategy: () => new MergeStrategy(completeOptions({ key: 'id', batch: 2, ...configuration })),
  target: TARGET,
  changes,
  rows,
})

/** Deletes that are kept, in few transactions. */
export const keeping: Scenario = scenario(
  'merge that keeps deleted rows',
  { order: 'at', delete: { ...DELETE, keep: 'deleted_at' } },
  {
    changes: [
      put('a', row(1, 1, 'a'), row(2, 1, 'b')),
      async (source) => {
        await put('b', gone(1, 3), gone(3, 3), row(2, 2, 'c'))(source)
        await put('late', row(1, 2, 'late'), row(3, 2, 'late'))(source)
      },
    ],
    rows: [
      { id: 1, at: 3, op: 'D', text: 'late', deleted_at: 3 },
      { id: 2, at: 2, op: null, text: 'c', deleted_at: null },
      { id: 3, at: 3, op: 'D', text: 'late', deleted_at: 3 },
    ],
  },
)

/** The strategy's promises. */
export const scenarios: readonly Scenario[] = [
  scenario(
    'merge with an order',
    { order: 'at' },
    {
      changes: [
        async (source) => {
          await put('a', row(1, 1, 'a'), row(2, 5, 'b'))(source)
          await put('b', row(1, 2, 'c'))(source)
          await put('c', row(1, 3, 'd'), row(3, 1, 'e'))(source)
        },
        put('late', row(2, 4, 'late'), row(4, 1, 'f')),
        put('b', row(3, 1, 'changed')),
      ],
      rows: [live(1, 3, 'd'), live(2, 5, 'b'), live(3, 1, 'changed'), live(4, 1, 'f')],
    },
  ),
  keeping,
  scenario(
    'merge in the order of objects',
    { duplicates: 'last' },
    {
      changes: [
        async (source) => {
          await put('a', row(1, 9, 'a'), row(2, 1, 'b'))(source)
          await put('b', row(1, 1, 'c'))(source)
        },
        put('0', row(2, 0, 'loaded later')),
      ],
      rows: [live(1, 1, 'c'), live(2, 0, 'loaded later')],
    },
  ),
  scenario(
    'merge whose deleted rows go',
    { order: 'at', delete: DELETE },
    {
      changes: [
        put('a', row(1, 1, 'a'), row(2, 1, 'b')),
        put('b', gone(1, 3), gone(2, 3)),
        put('late', row(1, 2, 'is back')),
      ],
      rows: [live(1, 2, 'is back')],
    },
  ),
]
