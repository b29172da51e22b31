import assert from 'node:assert/strict'
import { collect, compareKeys, ConflictError, each } from '@arbalest/core/plugin'
import { marksOf, versionsOf, type FixtureTest } from './fixture-test.js'

/** What marks must do. */
export function testMarks(it: FixtureTest): void {
  it('has no marks before the first', async ({ sink }) => {
    assert.deepEqual(await versionsOf(sink, 'p/step'), [])
  })

  it('lists marks in the order of their UTF-8 bytes', async ({ sink }) => {
    const keys = ['b', 'a/', 'a', 'a-', 'B', '\u{1F600}', '\uFF21', `it's`, 'back\\slash', ' ']
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark(keys.map((key) => ({ key, version: '1' }))))
    const listed = (await versionsOf(sink, 'p/step')).map(({ key }) => key)
    assert.deepEqual(listed, keys.toSorted(compareKeys))
  })

  it('lists thousands of marks', async ({ sink }) => {
    const marks = Array.from({ length: 12_345 }, (_, index) => ({
      key: `key/${String(index).padStart(6, '0')}`,
      version: `${index}`,
    }))
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark(marks))
    assert.deepEqual(await versionsOf(sink, 'p/step'), marks)
  })

  it('keeps the marks of each scope to itself', async ({ sink }) => {
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    await sink.transaction({ scope: 'p/step_' }, (tx) => tx.mark([{ key: 'a', version: '2' }]))
    await sink.transaction({ scope: 'p.step' }, (tx) => tx.mark([{ key: 'a', version: '3' }]))
    assert.deepEqual(await versionsOf(sink, 'p/step'), [{ key: 'a', version: '1' }])
    assert.deepEqual(await versionsOf(sink, 'p/step_'), [{ key: 'a', version: '2' }])
    assert.deepEqual(await versionsOf(sink, 'p.step'), [{ key: 'a', version: '3' }])
  })

  it('marks again only what is still as the caller saw it', async ({ sink }) => {
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    await assert.rejects(
      sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: '2' }])),
      ConflictError,
    )
    const stale = { key: 'a', version: '2', previous: '0' }
    await assert.rejects(
      sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([stale])),
      ConflictError,
    )
    const missing = { key: 'b', version: '2', previous: '1' }
    await assert.rejects(
      sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([missing])),
      ConflictError,
    )
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: '2', previous: '1' }]))
    assert.deepEqual(await versionsOf(sink, 'p/step'), [{ key: 'a', version: '2' }])
  })

  it('takes a mark away only where it is as the caller saw it', async ({ sink }) => {
    await sink.transaction({ scope: 'p/step' }, (tx) =>
      tx.mark([
        { key: 'a', version: '1' },
        { key: 'b', version: '1' },
      ]),
    )
    const stale = { key: 'a', version: null, previous: '0' }
    await assert.rejects(
      sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([stale])),
      ConflictError,
    )
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: null, previous: '1' }]))
    assert.deepEqual(await versionsOf(sink, 'p/step'), [{ key: 'b', version: '1' }])
  })

  it('sees its own marks within a transaction', async ({ sink }) => {
    await sink.transaction({ scope: 'p/step' }, async (tx) => {
      await tx.mark([{ key: 'a', version: '1' }])
      await tx.mark([{ key: 'a', version: '2', previous: '1' }])
    })
    assert.deepEqual(await versionsOf(sink, 'p/step'), [{ key: 'a', version: '2' }])
  })

  it('lists within a transaction what was marked before, and by itself', async ({ sink }) => {
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'b', version: '1' }]))
    const listed = await sink.transaction({ scope: 'p/step' }, async (tx) => {
      await tx.mark([{ key: 'a', version: '1' }])
      return await collect(each(tx.marks()))
    })
    assert.deepEqual(
      listed.map(({ key, version }) => [key, version]),
      [
        ['a', '1'],
        ['b', '1'],
      ],
    )
  })

  it('keeps how a unit was loaded, and whether and why it was set aside', async ({ sink }) => {
    const origin = { table: 'events', way: 'manifest' }
    await sink.transaction({ scope: 'p/step', origin }, (tx) =>
      tx.mark([
        { key: 'a', version: '1' },
        { key: 'b', version: '1', state: 'quarantined', reason: `why "it's" so` },
      ]),
    )
    assert.deepEqual(await marksOf(sink), [
      { key: 'a', version: '1', state: 'loaded', origin },
      { key: 'b', version: '1', state: 'quarantined', reason: `why "it's" so`, origin },
    ])
  })

  it('leaves how a unit was loaded as it was if a change does not say', async ({ sink }) => {
    const origin = { table: 'events', way: 'manifest' }
    await sink.transaction({ scope: 'p/step', origin }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    await sink.transaction({ scope: 'p/step' }, (tx) => tx.mark([{ key: 'a', version: '2', previous: '1' }]))
    assert.deepEqual(await marksOf(sink), [{ key: 'a', version: '2', state: 'loaded', origin }])
  })
}
