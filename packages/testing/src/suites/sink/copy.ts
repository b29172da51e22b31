import assert from 'node:assert/strict'
import { field, orderedFields } from '@arbalest/core'
import { LoadError, withoutQuotes } from '@arbalest/core/plugin'
import { EVENTS } from '../../events.js'
import { inOrder, inStep, listed, objectOf, type FixtureTest } from './fixture-test.js'

/** What a copy must do. */
export function testCopy(it: FixtureTest): void {
  it('copies into a table that is missing', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1, at: '2026-01-01', user: { name: 'Ada' } })
    const copied = await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, objects))
    assert.deepEqual(copied, { rows: 1, rejected: 0 })
    assert.deepEqual(await fixture.rows('events'), [{ id: 1, at: '2026-01-01', user_name: 'Ada' }])
  })

  it('adds to a table what several objects hold, and null for what they lack', async (fixture) => {
    const first = await objectOf(fixture, 'a', { id: 1 }, { id: 2, user: {} })
    const second = await objectOf(fixture, 'b', { id: 3, user: { name: null } })
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, first))
    const copied = await fixture.sink.transaction(inStep(fixture), (tx) =>
      tx.copy(EVENTS, [...first, ...second]),
    )
    assert.deepEqual(copied, { rows: 3, rejected: 0 })
    const rows = inOrder(await fixture.rows('events'))
    assert.deepEqual(
      rows.map(({ id }) => id),
      [1, 1, 2, 2, 3],
    )
    assert.ok(rows.every(({ at, user_name }) => at === null && user_name === null))
  })

  it('copies documents that are arrays into the fields of a record, in their order', async (fixture) => {
    const target = orderedFields(
      'events',
      field('id', 'integer'),
      field('at', 'varchar(32)'),
      field('user_name', 'varchar(8)'),
    )
    for (const each of [EVENTS, target]) assert.deepEqual(fixture.sink.check(each), [])
    await fixture.source.put('a', '[1,"2026-01-01","Ada"]\n[2,null,null]\n')
    const objects = await listed(fixture)
    const copied = await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(target, objects))
    assert.deepEqual(copied, { rows: 2, rejected: 0 })
    assert.deepEqual(inOrder(await fixture.rows('events')), [
      { id: 1, at: '2026-01-01', user_name: 'Ada' },
      { id: 2, at: null, user_name: null },
    ])
  })

  it('copies keys with blanks, quotes and letters of any script', async (fixture) => {
    const key = `a b/it's "x" + %41/日本-😀.json`
    const copied = await fixture.sink.transaction(inStep(fixture), async (tx) =>
      tx.copy(EVENTS, await objectOf(fixture, key, { id: 1 })),
    )
    assert.equal(copied.rows, 1)
  })

  it('refuses a row that does not fit, says which and why, and keeps nothing of it', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'abc' })
    const work = fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.mark([{ key: 'a', version: '1' }])
    })
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof LoadError, `a LoadError, not ${String(error)}`)
    const [rejection] = error.rejections
    assert.deepEqual(
      {
        object: rejection?.object,
        line: rejection?.line,
        column: rejection?.column,
        value: rejection?.value,
      },
      { object: objects[0]!.url, line: 2, column: 'id', value: 'abc' },
    )
    for (const part of [objects[0]!.url, 'line 2', '"id"', withoutQuotes(rejection!.reason)]) {
      assert.ok(error.message.includes(part), `the message has ${part}: ${error.message}`)
    }
    assert.ok(
      !error.message.includes('abc'),
      `the message, which reaches logs, has no value: ${error.message}`,
    )
    assert.equal(error.retryable, false)
    assert.deepEqual(await fixture.rows('events'), [])
  })

  it('can be used again after a row that does not fit', async (fixture) => {
    const bad = await objectOf(fixture, 'a', { id: 1, user: { name: 'longer than eight' } })
    await assert.rejects(
      fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, bad)),
      LoadError,
    )
    const good = await objectOf(fixture, 'a', { id: 1 })
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, good))
    assert.equal((await fixture.rows('events')).length, 1)
  })
}
