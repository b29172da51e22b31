import assert from 'node:assert/strict'
import { collect, type Executed, type Statement } from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { inStep } from '../fixture-test.js'
import { testWith, type Test } from '../../../test.js'

const SCOPE = 'p/step'
const NONSENSE: Statement = { text: 'select nothing from nowhere_at_all' }

/**
 * Tests that a sink keeps every promise of `Split`, if it has that power and not `ExecuteAlone`;
 * `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testSplit(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testSplit(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('cuts a text into its statements, in order, each with the values of the text', async (fixture) => {
    const { text, values } = fixture.insertion(1)
    const cut = fixture.sink.powers.split!({ text: `\n${text};\n\n${text} ;;${text};\n`, values }, 'one')
    assert.deepEqual(
      cut,
      Array.from({ length: 3 }, () => ({ text, values })),
    )
  })

  it('finds no statement in a text that holds none', async ({ sink }) => {
    assert.deepEqual(sink.powers.split!({ text: ' ;\n; ' }, 'one'), [])
  })

  it('runs what it has cut, each statement once', async (fixture) => {
    await makeEvents(fixture)
    const { text, values } = fixture.insertion(1)
    const cut = fixture.sink.powers.split!({ text: `${text}; ${text}`, values }, 'one')
    await fixture.sink.transaction({ scope: SCOPE }, async (tx) => {
      for (const statement of cut) await tx.execute(statement)
    })
    assert.deepEqual(await idsOf(fixture), [1, 1])
  })
}

/**
 * Tests that a sink keeps every promise of `Split` and `ExecuteAlone`, if it has those powers;
 * `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testStatements(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testStatements(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)
  testSplit(test, create)

  it('runs statements by themselves, and yields each once others see what it did', async (fixture) => {
    await makeEvents(fixture)
    const statements = [1, 2, 3].map((id) => fixture.insertion(id))
    const seen: unknown[] = []
    for await (const { rejected } of alone(fixture, statements))
      seen.push([rejected, (await idsOf(fixture)).length])
    assert.deepEqual(
      seen,
      statements.map((_, index) => [0, index + 1]),
    )
  })

  it('keeps what the statements before one that fails have done, and runs none behind it', async (fixture) => {
    await makeEvents(fixture)
    const statements = [fixture.insertion(1), NONSENSE, fixture.insertion(2)]
    await assert.rejects(collect(alone(fixture, statements)))
    assert.deepEqual(await idsOf(fixture), [1])
  })

  it('runs no statement that nobody waits for', async (fixture) => {
    await makeEvents(fixture)
    for await (const _ of alone(
      fixture,
      [1, 2].map((id) => fixture.insertion(id)),
    ))
      break
    assert.deepEqual(await idsOf(fixture), [1])
  })

  it('leaves the scope free for transactions', async (fixture) => {
    await makeEvents(fixture)
    for await (const _ of alone(fixture, [fixture.insertion(1)]))
      await fixture.sink.transaction({ scope: SCOPE }, (tx) => tx.execute(fixture.insertion(2)))
    assert.deepEqual(await idsOf(fixture), [1, 2])
  })
}

function alone({ sink }: SinkFixture, statements: readonly Statement[]): AsyncIterable<Executed> {
  assert.ok(sink.powers.executeAlone, 'the sink has the power to run statements by themselves')
  return sink.powers.executeAlone(SCOPE, statements)
}

async function makeEvents(fixture: SinkFixture): Promise<void> {
  await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, []))
}

async function idsOf({ rows }: SinkFixture): Promise<number[]> {
  return (await rows('events')).map(({ id }) => Number(id)).toSorted((a, b) => a - b)
}
