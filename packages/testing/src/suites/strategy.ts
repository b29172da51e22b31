import assert from 'node:assert/strict'
import type { LoadStep } from '@arbalest/core'
import { load, pendingBatches } from '@arbalest/core/host'
import {
  collect,
  compareKeys,
  each,
  pages,
  SinkJournal,
  type Journal,
  type LedgerEntry,
  type Mark,
  type Sink,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { Crash, crashing } from './strategy/crash.js'
import { marksOf } from './sink/fixture-test.js'
import { testRefresh } from './strategy/refresh.js'
import { EVENTS, rowsInOrder } from '../events.js'
import { memoryFixture } from '../memory/fixture.js'
import type { Scenario } from './strategy/scenario.js'
import type { SinkFixture } from '../sink-fixture.js'
import type { Test } from '../test.js'
import { watchStaged } from './strategy/watch-staged.js'

/** Against what the scenarios are run. */
export interface StrategyFixtures {
  /** Makes a fresh, isolated sink and source. Default: in memory. */
  create?(): Promise<SinkFixture>
  /** Makes the journal of a step on `sink`. Default: the sink's own marks. */
  journal?(sink: Sink, scope: string): Journal
}

const SCOPE = 'pipeline/step'

/**
 * That each scenario comes out the same: run once, run again, or each run cut short at any
 * step that it has and run again. The crash sweep finds the steps by itself, those of
 * a strategy not yet written too.
 */
export function testStrategy(
  test: Test,
  scenarios: readonly Scenario[],
  { create = memoryFixture, journal = (sink, scope) => new SinkJournal(sink, scope) }: StrategyFixtures = {},
): void {
  const stepOf = (scenario: Scenario, { source }: SinkFixture, sink: Sink): LoadStep => ({
    kind: 'load',
    name: 'step',
    scope: SCOPE,
    source: seriesOf(scenario, source),
    strategy: scenario.strategy(),
    sink,
    journal: journal(sink, SCOPE),
    target: scenario.target ?? EVENTS,
    onBadObject: scenario.onBadObject,
  })

  for (const scenario of scenarios) {
    test(`${scenario.name}: loads each row once, and nothing when run again`, async () => {
      await using fixture = await create()
      const sink = watchStaged(fixture.sink)
      for (const change of scenario.changes) {
        await change(fixture.source)
        await drain(stepOf(scenario, fixture, sink))
        assert.deepEqual(sink.unused, [], 'what is staged is used')
        const again = stepOf(scenario, fixture, await fixture.another())
        assert.deepEqual(await collect(pendingBatches(again, await again.journal.open())), [])
        assert.equal(await drain(again), 0)
      }
      await assertOutcome(fixture, scenario)
    })

    test(`${scenario.name}: loads each row once, wherever a run crashes`, async () => {
      const undisturbed = await play(scenario)
      let crashes = 0
      for (let step = 0, crashed = true; crashed; step++) {
        const played = await play(scenario, step)
        assert.deepEqual(played.left, undisturbed.left, `after crashes at step ${step}`)
        crashed = played.crashes > 0
        crashes += played.crashes
      }
      assert.ok(crashes > scenario.changes.length, `only ${crashes} steps were found to crash at`)
    })

    testRefresh(test, {
      name: scenario.name,
      async prepare(unloaded) {
        const fixture = await create()
        for (const change of scenario.changes) {
          await change(fixture.source)
          if (!unloaded) await drain(stepOf(scenario, fixture, fixture.sink))
        }
        return fixture
      },
      stepOf: (fixture, sink) => stepOf(scenario, fixture, sink),
    })
  }

  /**
   * Plays `scenario`: after each change a run that crashes at its `at`th step, if it has one,
   * and then a run that does not. Returns what each change came to, and how many runs crashed.
   */
  async function play(scenario: Scenario, at = Infinity): Promise<{ left: Left[]; crashes: number }> {
    await using fixture = await create()
    const left: Left[] = []
    let crashes = 0
    for (const change of scenario.changes) {
      await change(fixture.source)
      const sink = crashing(fixture.sink, at)
      await drain(stepOf(scenario, fixture, sink)).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
      if (sink.crashed) {
        crashes++
        await drain(stepOf(scenario, fixture, await fixture.another()))
      }
      left.push(await leftIn(fixture, scenario))
    }
    await assertOutcome(fixture, scenario, `after crashes at step ${at}`)
    return { left, crashes }
  }
}

/** What a change of a scenario came to. */
interface Left {
  readonly rows: readonly string[]
  readonly marks: readonly Mark[]
  /** How much the ledger says was loaded; undefined if the sink has none. */
  readonly ledger: Loads | undefined
}

async function leftIn(fixture: SinkFixture, { target = EVENTS }: Scenario): Promise<Left> {
  return {
    rows: rowsInOrder(await fixture.rows(target.table)),
    marks: await marksIn(fixture),
    ledger: await sumOfLedger(fixture),
  }
}

/** What loads have loaded. */
type Loads = Pick<LedgerEntry, 'units' | 'objects' | 'bytes' | 'rows'>

async function sumOfLedger({ sink }: SinkFixture): Promise<Loads | undefined> {
  if (!sink.powers.ledger) return undefined
  const sum = { units: 0, objects: 0, bytes: 0, rows: 0 }
  for await (const { units, objects, bytes, rows } of sink.powers.ledger.entries({ scope: SCOPE })) {
    sum.units += units
    sum.objects += objects
    sum.bytes += bytes
    sum.rows += rows
  }
  return sum
}

/** Returns the marks of the step, without which table it was: each fixture makes its own. */
async function marksIn({ sink }: SinkFixture): Promise<Mark[]> {
  const marks = await marksOf(sink, SCOPE)
  return marks.map(({ origin, ...mark }) => ({
    ...mark,
    origin: origin && { table: origin.table, way: origin.way },
  }))
}

/** Loads all that is pending; returns how many units that was. */
async function drain(step: LoadStep): Promise<number> {
  let units = 0
  for await (const event of load(step, new AbortController().signal)) {
    if (event.type === 'loading') units += event.units.length
  }
  return units
}

async function assertOutcome(fixture: SinkFixture, scenario: Scenario, when?: string): Promise<void> {
  const { table } = scenario.target ?? EVENTS
  assert.deepEqual(rowsInOrder(await fixture.rows(table)), rowsInOrder(scenario.rows), when)
  assert.deepEqual(await fixture.tables(), [table], when)
}

/** Returns `source` as a series, if the scenario says which partition each object belongs to. */
function seriesOf({ partitionOf }: Scenario, source: Source): Source {
  if (!partitionOf) return source
  return {
    url: source.url,
    series: { layout: 'scenario' },
    async *list({ from = '' } = {}) {
      const objects = (await collect(each(pages<SourceObject>(source.list())))).map((object) => ({
        ...object,
        partition: partitionOf(object.key),
      }))
      // toSorted keeps the order of keys within a partition.
      yield objects
        .filter(({ partition = '' }) => compareKeys(partition, from) >= 0)
        .toSorted((a, b) => compareKeys(a.partition ?? '', b.partition ?? ''))
    },
    open: (object, range) => source.open!(object, range),
  }
}
