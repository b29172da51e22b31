import assert from 'node:assert/strict'
import { LoadError, type Rehearsed, type Sink, type Transaction } from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { inStep, objectOf, versionsOf } from '../fixture-test.js'
import { testWith, type Test } from '../../../test.js'

const SCOPE = 'p/step'
/** Milliseconds in which work that need not wait has long ended. */
const PATIENCE = 10_000

/**
 * Tests that a sink keeps every promise of `Rehearse`, if it has that power; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testRehearsal(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testRehearsal(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('rehearses every verb, and leaves rows, tables and marks as they were', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await fixture.sink.transaction(inStep(fixture, SCOPE), async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.mark([{ key: 'a', version: '1' }])
    })
    const before = await everything(fixture)
    const answer = await rehearse(fixture, fixture.sink, async (tx) => {
      await tx.stage(EVENTS)
      await tx.copy(EVENTS, objects)
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, objects)
      assert.deepEqual(await tx.replace(EVENTS, staged), { outside: 0 })
      await tx.execute(fixture.insertion(2))
      await tx.mark([{ key: 'b', version: '1' }])
    })
    assert.deepEqual(answer, { rejected: 0 })
    assert.deepEqual(await everything(fixture), before)
  })

  it('makes the tables that are missing, for as long as the rehearsal lasts', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await rehearse(fixture, fixture.sink, async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.execute(fixture.insertion(2))
    })
    assert.deepEqual(await everything(fixture), { rows: [], tables: [], marks: [] })
  })

  it('loads all of it afterwards', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await rehearse(fixture, fixture.sink, async (tx) => void (await tx.copy(EVENTS, objects)))
    assert.equal(
      (await fixture.sink.transaction(inStep(fixture, SCOPE), (tx) => tx.copy(EVENTS, objects))).rows,
      1,
    )
    assert.equal((await fixture.rows('events')).length, 1)
  })

  it('reports every row that does not fit, of every object and copy', async (fixture) => {
    const first = await objectOf(
      fixture,
      'a',
      { id: 'x' },
      { id: 1 },
      { id: 2, user: { name: 'far too long' } },
    )
    const second = await objectOf(fixture, 'b', { id: 3 }, { id: 'y' })
    const answer = await rehearse(fixture, fixture.sink, async (tx) => {
      const staged = await tx.stage(EVENTS)
      assert.equal((await tx.copy(staged, first)).rejected, 2)
      assert.equal((await tx.copy(staged, second)).rejected, 1)
      await tx.replace(EVENTS, staged)
    })
    const told = answer.rejections?.map(({ object, line, column, value }) => [object, line, column, value])
    assert.deepEqual(told, [
      [first[0]!.url, 1, 'id', 'x'],
      [first[0]!.url, 3, 'user_name', 'far too long'],
      [second[0]!.url, 2, 'id', 'y'],
    ])
    assert.equal(answer.rejected, 3)
    assert.deepEqual(await everything(fixture), { rows: [], tables: [], marks: [] })
  })

  it('reports what a transaction then refuses', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    const { rejections } = await rehearse(
      fixture,
      fixture.sink,
      async (tx) => void (await tx.copy(EVENTS, objects)),
    )
    const error: unknown = await fixture.sink
      .transaction(inStep(fixture, SCOPE), (tx) => tx.copy(EVENTS, objects))
      .catch((reason: unknown) => reason)
    assert.ok(error instanceof LoadError, `a LoadError, not ${String(error)}`)
    assert.deepEqual(error.rejections, rejections)
  })

  it('throws what the work throws, and leaves nothing of it', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const work = rehearse(fixture, fixture.sink, async (tx) => {
      await tx.copy(EVENTS, objects)
      throw new RangeError('the work failed')
    })
    await assert.rejects(work, new RangeError('the work failed'))
    assert.deepEqual(await everything(fixture), { rows: [], tables: [], marks: [] })
  })

  it('commits nothing of a text that goes on behind its statement', async (fixture) => {
    await fixture.sink.transaction(inStep(fixture, SCOPE), (tx) => tx.copy(EVENTS, []))
    const { text, values } = fixture.insertion(1)
    const statement = { text: `${text}; commit; ${text}`, values }
    await rehearse(fixture, fixture.sink, (tx) => tx.execute(statement)).catch(() => {})
    assert.deepEqual(await fixture.rows('events'), [])
  })

  it('throws what is wrong with a statement', async (fixture) => {
    await assert.rejects(
      rehearse(fixture, fixture.sink, (tx) => tx.execute({ text: 'select nothing from nowhere_at_all' })),
    )
  })

  it('neither waits for a transaction of its scope, nor holds one up', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const rival = await fixture.another()
    const load = async (tx: Transaction, version: string, previous?: string) => {
      await tx.copy(EVENTS, objects)
      await tx.mark([{ key: 'a', version, previous }])
    }
    const rehearsal = async (tx: Transaction) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, objects)
      await tx.replace(EVENTS, staged)
      await tx.mark([{ key: 'a', version: '2' }])
    }
    await fixture.sink.transaction(inStep(fixture, SCOPE), (tx) => load(tx, '1'))
    await fixture.sink.transaction(inStep(fixture, SCOPE), async (tx) => {
      await load(tx, '2', '1')
      await inTime(rehearse(fixture, rival, rehearsal), 'the rehearsal waits for the transaction')
    })
    await rehearse(fixture, rival, async (tx) => {
      await rehearsal(tx)
      const loading = fixture.sink.transaction(inStep(fixture, SCOPE), (own) => load(own, '3', '2'))
      await inTime(loading, 'the rehearsal holds up the transaction')
    })
    assert.equal((await fixture.rows('events')).length, 3)
    assert.deepEqual(await versionsOf(fixture.sink, SCOPE), [{ key: 'a', version: '3' }])
  })
}

function rehearse(
  { source }: SinkFixture,
  sink: Sink,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<Rehearsed> {
  assert.ok(sink.powers.rehearse, 'the sink has the power to rehearse')
  return sink.powers.rehearse(inStep({ source }, SCOPE), work)
}

/** All that may not change. */
async function everything({ sink, rows, tables }: SinkFixture): Promise<unknown> {
  return {
    rows: await rows('events'),
    tables: await tables(),
    marks: await versionsOf(sink, SCOPE),
  }
}

/** Throws where `work` does not come to its end in a while. */
async function inTime(work: Promise<unknown>, otherwise: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new assert.AssertionError({ message: otherwise })), PATIENCE)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
