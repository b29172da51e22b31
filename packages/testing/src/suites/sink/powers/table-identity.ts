import assert from 'node:assert/strict'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { inStep, marksOf, objectOf, type FixtureTest } from '../fixture-test.js'

/** Tests that marks keep which table they are about, so that another of its name is not taken for it. */
export function testIdentity(it: FixtureTest): void {
  it('marks what is loaded with the table that it is in, once that has a row', async (fixture) => {
    await load(fixture, 'a')
    assert.deepEqual(await identities(fixture), [undefined])
    await load(fixture, 'b', 1)
    const identity = await described(fixture)
    assert.deepEqual(await identities(fixture), [undefined, identity])
  })

  it('marks what replaces all rows with the table that is there from then on', async (fixture) => {
    await load(fixture, 'a', 1)
    const objects = await objectOf(fixture, 'b', { id: 2 })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, objects)
      await tx.replace(EVENTS, staged)
      await tx.mark([{ key: 'a', version: '2', previous: '1' }])
    })
    assert.deepEqual(await identities(fixture), [await described(fixture)])
  })

  it('takes the identity that it is given', async (fixture) => {
    const origin = { table: 'events', way: 'suite', identity: 'told' }
    await fixture.sink.transaction({ ...inStep(fixture), origin }, (tx) =>
      tx.mark([{ key: 'a', version: '1' }]),
    )
    assert.deepEqual(await identities(fixture), ['told'])
  })
}

async function load(fixture: SinkFixture, key: string, ...ids: readonly number[]): Promise<void> {
  const objects = await objectOf(fixture, key, ...ids.map((id) => ({ id })))
  await fixture.sink.transaction(inStep(fixture), async (tx) => {
    await tx.copy(EVENTS, objects)
    await tx.mark([{ key, version: '1' }])
  })
}

async function identities({ sink }: SinkFixture): Promise<(string | undefined)[]> {
  return (await marksOf(sink)).map(({ origin }) => origin?.identity)
}

async function described({ sink }: SinkFixture): Promise<string | undefined> {
  return (await sink.powers.tables?.describe(EVENTS.table))?.identity
}
