import assert from 'node:assert/strict'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'

const scope = 'p/step'

/**
 * That a sink keeps a note for each scope; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testNotes(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testNotes(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('has no note before the first, and takes none away without complaint', async ({ sink }) => {
    await sink.powers.notes!.erase(scope)
    assert.equal(await sink.powers.notes!.read(scope), undefined)
  })

  it('keeps the last note of each scope, to the letter, for other processes too', async (fixture) => {
    const { notes } = fixture.sink.powers
    const text = `{"a":"\u{1F600} \\ 'it' \n"}`.repeat(50)
    await notes!.write(scope, 'the one before')
    await notes!.write(scope, text)
    await notes!.write('p/other', 'of another scope')
    const other = (await fixture.another()).powers.notes!
    assert.equal(await other.read(scope), text)
    assert.equal(await other.read('p/other'), 'of another scope')
  })

  it('takes away the note of one scope', async (fixture) => {
    const { notes } = fixture.sink.powers
    for (const each of [scope, 'p/other']) await notes!.write(each, each)
    await (await fixture.another()).powers.notes!.erase(scope)
    assert.equal(await notes!.read(scope), undefined)
    assert.equal(await notes!.read('p/other'), 'p/other')
  })

  it('makes no table for notes', async ({ sink, tables }) => {
    await sink.powers.notes!.write(scope, 'a note')
    assert.deepEqual(await tables(), [])
  })
}
