import assert from 'node:assert/strict'
import { collect, type LedgerEntry, type LedgerOptions, type Sink } from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'
import { inStep, objectOf } from '../fixture-test.js'

const ENTRY: LedgerEntry = {
  run: '01a222d5-95c0-7c2f-abce-170808efadc9',
  scope: 'p/step',
  table: 'events',
  units: 2,
  objects: 3,
  bytes: 5_000_000_000,
  rows: 3_000_000_000,
  rejected: 4,
  kept: 3,
  quarantined: 1,
  unaccounted: 5,
  firstKey: `it's "a" back\\slash \u{1F600}`,
  lastKey: 'z'.repeat(1024),
  oldestObject: new Date('2024-02-29T23:59:59.123Z'),
  newestObject: new Date('2026-11-28T16:00:00.000Z'),
  version: '0.1.0',
}

const BARE: LedgerEntry = {
  run: 'r',
  scope: 'p/step',
  table: 'events',
  units: 0,
  objects: 0,
  bytes: 0,
  rows: 0,
  rejected: 0,
  version: '0.1.0',
}

/**
 * That a sink keeps in its ledger what transactions note, and nothing else; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testLedger(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testLedger(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('has no entries before the first, and makes nothing to find that out', async (fixture) => {
    assert.deepEqual(await read(fixture.sink), [])
    assert.deepEqual(await read(fixture.sink, { scope: 'p/step' }), [])
    assert.deepEqual(await fixture.tables(), [])
  })

  it('keeps all that is noted, for other processes too', async (fixture) => {
    await note(fixture.sink, ENTRY)
    assert.deepEqual(await read(await fixture.another()), [ENTRY])
  })

  it('keeps an entry that says no more than it must', async ({ sink }) => {
    await note(sink, BARE)
    assert.deepEqual(await read(sink), [BARE])
  })

  it('yields the newest first, those of one step, and no more than are wanted', async ({ sink }) => {
    const entries = [1, 2, 3, 4].map((units): LedgerEntry => ({
      ...ENTRY,
      units,
      scope: units % 2 ? 'p/step' : 'p/other',
    }))
    for (const entry of entries) await note(sink, entry)
    const units = async (options?: LedgerOptions) => (await read(sink, options)).map((entry) => entry.units)
    assert.deepEqual(await units(), [4, 3, 2, 1])
    assert.deepEqual(await units({ scope: 'p/step' }), [3, 1])
    assert.deepEqual(await units({ scope: 'p/step', limit: 1 }), [3])
    assert.deepEqual(await units({ limit: 3 }), [4, 3, 2])
    assert.deepEqual(await units({ scope: 'p/none' }), [])
  })

  it('says when each was loaded, by its own clock', async ({ sink }) => {
    await note(sink, { ...ENTRY, loadedAt: new Date(0) })
    await note(sink, ENTRY)
    const [second, first] = await collect(sink.powers.ledger!.entries())
    assert.ok(first!.loadedAt! > new Date('2020-01-01'), `loaded at ${first!.loadedAt?.toISOString()}`)
    assert.ok(second!.loadedAt! >= first!.loadedAt!)
  })

  it('notes nothing of a transaction that fails, however late', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const failing = fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.note!(ENTRY)
      throw new Error('too late')
    })
    await assert.rejects(failing, /too late/)
    assert.deepEqual(await read(fixture.sink), [])
    assert.deepEqual(await fixture.rows('events'), [])
  })

  it('notes nothing of a transaction that notes nothing', async (fixture) => {
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.mark([{ key: 'a', version: '1' }]))
    assert.deepEqual(await read(fixture.sink), [])
  })

  it('is read while a transaction has noted something, which it does not show yet', async (fixture) => {
    await note(fixture.sink, BARE)
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.note!(ENTRY)
      assert.deepEqual(await read(await fixture.another(), { scope: 'p/step' }), [BARE])
    })
    assert.equal((await read(fixture.sink)).length, 2)
  })
}

async function note(sink: Sink, entry: LedgerEntry): Promise<void> {
  await sink.transaction({ scope: entry.scope }, (tx) => tx.note!(entry))
}

/** Returns the entries without the sink's own time, and without what is undefined. */
async function read(sink: Sink, options?: LedgerOptions): Promise<LedgerEntry[]> {
  const entries = await collect(sink.powers.ledger!.entries(options))
  return entries.map(
    (entry) =>
      Object.fromEntries(
        Object.entries(entry).filter(([name, value]) => name !== 'loadedAt' && value !== undefined),
      ) as unknown as LedgerEntry,
  )
}
