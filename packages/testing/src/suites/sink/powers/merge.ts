import assert from 'node:assert/strict'
import { jsonObject, property } from '@arbalest/core'
import type { Merged, MergeOptions, Target } from '@arbalest/core/plugin'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'
import { inStep, listed } from '../fixture-test.js'

/** A row to merge; `at` is its order, and `op` says whether it stands for a deletion. */
interface MergedRow {
  readonly id: number | null
  readonly part?: string
  readonly at?: number | null
  readonly op?: string
  readonly text?: string
}

const TARGET: Target = jsonObject(
  'events',
  property('id', 'integer'),
  property('part', 'varchar(8)'),
  property('at', 'integer'),
  property('op', 'char(1)'),
  property('text', 'varchar(16)'),
)

const KEPT: Target = {
  ...TARGET,
  columns: [...TARGET.columns, { name: 'deleted_at', type: 'integer', path: ['deleted_at'] }],
}

const DELETE = { column: 'op', value: 'D' }
const KEEP = { ...DELETE, keep: 'deleted_at' }

/**
 * That a sink keeps every promise of `merge`, if it has that power; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testMerge(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testMerge(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('merges into a table that is missing, and then by key into what is there', async (fixture) => {
    assert.equal(fixture.sink.powers.merge, true)
    const key = ['id', 'part']
    const first = await merge(fixture, [row(1, 'a'), row(1, 'b'), row(2, 'a')], { key })
    assert.deepEqual(first, { inserted: 3, updated: 0, deleted: 0 })
    const second = await merge(fixture, [row(1, 'b', 'new'), row(3, 'a', 'new')], { key })
    assert.deepEqual(second, { inserted: 1, updated: 1, deleted: 0 })
    assert.deepEqual(await texts(fixture), ['1a:', '1b:new', '2a:', '3a:new'])
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('keeps the latest row of each key, wherever it is', async (fixture) => {
    const options = { key: ['id'], order: 'at' }
    const staged = [at(1, 5, 'b'), at(1, 9, 'c'), at(1, 7, 'a'), at(2, null, 'none'), at(3, 1, 'x')]
    assert.deepEqual(await merge(fixture, staged, options), { inserted: 3, updated: 0, deleted: 0 })
    const late = [at(1, 8, 'late'), at(2, 1, 'first'), at(3, 1, 'same'), at(4, null, 'new')]
    assert.deepEqual(await merge(fixture, late, options), { inserted: 1, updated: 2, deleted: 0 })
    assert.deepEqual(await texts(fixture), ['1:c', '2:first', '3:same', '4:new'])
    assert.deepEqual(await merge(fixture, [at(1, null, 'older')], options), NOTHING)
    assert.deepEqual(await texts(fixture), ['1:c', '2:first', '3:same', '4:new'])
  })

  it('deletes what deletions name, and what comes back is there again', async (fixture) => {
    const options = { key: ['id'], order: 'at', delete: DELETE }
    await merge(fixture, [at(1, 1, 'a'), at(2, 1, 'b')], options)
    const staged = [gone(1, 2), gone(3, 2), at(2, 2, 'c'), gone(2, 1), at(4, 1, 'd'), gone(4, 2)]
    const merged = await merge(fixture, staged, options)
    assert.deepEqual(merged, { inserted: 1, updated: 1, deleted: 2 })
    assert.deepEqual(await texts(fixture), ['2:c'])
    assert.deepEqual(await merge(fixture, [gone(2, 1)], options), NOTHING)
    await merge(fixture, [at(1, 1, 'back')], options)
    assert.deepEqual(await texts(fixture), ['1:back', '2:c'])
  })

  it('deletes without an order what is deleted last', async (fixture) => {
    const options = { key: ['id'], delete: DELETE }
    await merge(fixture, [at(1, 1, 'a'), at(2, 1, 'b')], options)
    assert.deepEqual(await merge(fixture, [gone(1, null)], options), { inserted: 0, updated: 0, deleted: 1 })
    assert.deepEqual(await texts(fixture), ['2:b'])
  })

  it('keeps deleted rows, which no earlier row brings back', async (fixture) => {
    const options = { key: ['id'], order: 'at', delete: KEEP }
    await merge(fixture, [at(1, 1, 'a'), at(2, 1, 'b')], options, KEPT)
    const staged = [gone(1, 5), gone(1, 4), gone(3, 5), at(2, 2, 'c'), at(4, 1, 'd'), gone(4, 6)]
    const merged = await merge(fixture, staged, options, KEPT)
    assert.deepEqual(merged, { inserted: 1, updated: 1, deleted: 3 })
    const late = [at(1, 4, 'late'), at(3, 4, 'late')]
    assert.deepEqual(await merge(fixture, late, options, KEPT), NOTHING)
    assert.deepEqual(await kept(fixture), [
      [1, 5, 'D', 'a', 5],
      [2, 2, null, 'c', null],
      [3, 5, 'D', null, 5],
      [4, 6, 'D', 'd', 6],
    ])
    await merge(fixture, [at(1, 6, 'back')], options, KEPT)
    assert.deepEqual((await kept(fixture))[0], [1, 6, null, 'back', null])
  })

  const refused: Readonly<Record<string, readonly [rows: readonly MergedRow[], options: MergeOptions]>> = {
    'a row without a value in its key': [[at(1, 1, 'a'), at(null, 1, 'b')], { key: ['id', 'text'] }],
    'two rows of one key without an order': [[at(1, 1, 'a'), at(1, 2, 'a')], { key: ['id'] }],
    'two latest rows of one key that differ': [
      [at(1, 2, 'a'), at(1, 2, 'b'), at(1, 1, 'c')],
      { key: ['id'], order: 'at' },
    ],
  }
  for (const [what, [rows, options]] of Object.entries(refused)) {
    it(`refuses ${what}, and changes nothing`, async (fixture) => {
      await merge(fixture, [at(7, 1, 'before')], options)
      await assert.rejects(merge(fixture, rows, options), { code: 'KEY_INVALID', retryable: false })
      assert.deepEqual(await texts(fixture), ['7:before'])
      assert.deepEqual(await fixture.tables(), ['events'])
    })
  }

  it('takes one of two rows that are the same', async (fixture) => {
    const options = { key: ['id'], order: 'at' }
    const twice = [at(1, 2, 'a'), at(1, 2, 'a'), at(1, 1, 'b'), at(1, 1, 'c')]
    assert.deepEqual(await merge(fixture, twice, options), { inserted: 1, updated: 0, deleted: 0 })
    assert.deepEqual(await texts(fixture), ['1:a'])
  })
}

const NOTHING: Merged = { inserted: 0, updated: 0, deleted: 0 }

const row = (id: number, part: string, text = ''): MergedRow => ({ id, part, text })
const at = (id: number | null, when: number | null, text: string): MergedRow => ({ id, at: when, text })
const gone = (id: number, when: number | null): MergedRow => ({ id, at: when, op: 'D' })

async function merge(
  fixture: SinkFixture,
  rows: readonly MergedRow[],
  options: MergeOptions,
  target = TARGET,
): Promise<Merged> {
  await fixture.source.put('a', rows.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const objects = await listed(fixture)
  return fixture.sink.transaction(inStep(fixture), async (tx) => {
    const staged = await tx.stage(target)
    await tx.copy(staged, objects)
    return tx.merge!(target, staged, options)
  })
}

async function texts({ rows }: SinkFixture): Promise<string[]> {
  return (await rows('events'))
    .map((each) => `${String(each['id'])}${String(each['part'] ?? '')}:${String(each['text'] ?? '')}`)
    .toSorted()
}

async function kept({ rows }: SinkFixture): Promise<unknown[][]> {
  const all = (await rows('events')).toSorted((a, b) => Number(a['id']) - Number(b['id']))
  return all.map((each) => ['id', 'at', 'op', 'text', 'deleted_at'].map((column) => each[column]))
}
