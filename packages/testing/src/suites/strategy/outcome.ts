import assert from 'node:assert/strict'
import type { LedgerEntry, Mark } from '@arbalest/core/plugin'
import { EVENTS, rowsInOrder } from '../../events.js'
import type { SinkFixture } from '../../sink-fixture.js'
import { marksOf } from '../sink/fixture-test.js'
import type { Scenario } from './scenario.js'

/** Under which all scenarios are loaded. */
export const SCOPE = 'pipeline/step'

/** What a change of a scenario came to. */
export interface Left {
  readonly rows: readonly string[]
  /** All tables that are there. */
  readonly tables: readonly string[]
  readonly marks: readonly Mark[]
  /** How much the ledger says was loaded; undefined if the sink has none. */
  readonly ledger: Loads | undefined
}

/** Returns what is there now. */
export async function leftIn(fixture: SinkFixture, { target = EVENTS }: Scenario): Promise<Left> {
  return {
    rows: rowsInOrder(await fixture.rows(target.table)),
    tables: await fixture.tables(),
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
export async function marksIn({ sink }: SinkFixture): Promise<Mark[]> {
  const marks = await marksOf(sink, SCOPE)
  return marks.map(({ origin, ...mark }) => ({
    ...mark,
    origin: origin && { table: origin.table, way: origin.way },
  }))
}

/** Asserts that the rows of the last change are there, and no other table. */
export async function assertOutcome(fixture: SinkFixture, scenario: Scenario, when?: string): Promise<void> {
  const { table } = scenario.target ?? EVENTS
  assert.deepEqual(rowsInOrder(await fixture.rows(table)), rowsInOrder(scenario.rows), when)
  assert.deepEqual(await fixture.tables(), [table], when)
}
