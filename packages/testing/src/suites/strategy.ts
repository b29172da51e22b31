import assert from 'node:assert/strict'
import type { LoadStep } from '@arbalest/core'
import { pendingBatches } from '@arbalest/core/host'
import {
  collect,
  compareKeys,
  each,
  pages,
  SinkJournal,
  type Journal,
  type Sink,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { drain } from './strategy/drain.js'
import { assertOutcome, SCOPE } from './strategy/outcome.js'
import { testRefresh } from './strategy/refresh.js'
import { EVENTS } from '../events.js'
import { memoryFixture } from '../memory/fixture.js'
import type { Scenario } from './strategy/scenario.js'
import type { SinkFixture } from '../sink-fixture.js'
import { testSweep } from './strategy/sweep.js'
import type { Test } from '../test.js'
import { watchStaged } from './strategy/watch-staged.js'

/** Against what the scenarios are run. */
export interface StrategyFixtures {
  /** Makes a fresh, isolated sink and source. Default: in memory. */
  create?(): Promise<SinkFixture>
  /** Makes the journal of a step on `sink`. Default: the sink's own marks. */
  journal?(sink: Sink, scope: string): Journal
}

/**
 * That each scenario comes out the same: run once, run again, or each run cut short at any
 * step that it has and run again. The crash sweep finds the steps by itself, those of
 * a strategy not yet written too.
 *
 * @example
 * ```ts
 * testStrategy(test, coreScenarios, { create: async () => fixtureOf(await emptyWarehouse()) })
 * ```
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

    testSweep(test, {
      scenario,
      create,
      stepOf: (fixture, sink) => stepOf(scenario, fixture, sink),
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
