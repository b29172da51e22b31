import type { OpenUnit, ReportedStep, Slot, UnitState } from '@arbalest/core'
import { RejectionSummary } from '@arbalest/core/host'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { EVENTS, MemorySink, MemorySource } from '@arbalest/testing'

/** A report of a series with nothing in it, but for what `found` says. */
export function reported(found: Partial<ReportedStep> = {}): ReportedStep {
  const sink = new MemorySink()
  return {
    pipeline: 'p',
    step: {
      kind: 'load',
      name: 'events',
      scope: 'p/events',
      source: new MemorySource(),
      strategy: new ManifestStrategy(),
      sink,
      journal: new SinkJournal(sink, 'p/events'),
      target: EVENTS,
    },
    calendar: { by: 'partition', slots: [], missing: [] },
    units: {},
    open: [],
    runs: [],
    tried: 0,
    rejections: new RejectionSummary(),
    table: { exists: true, stored: true, differences: [], statements: [] },
    ...found,
  } as ReportedStep
}

/** A slot with one unit of one object. */
export function slotOf(name: string, state: UnitState = 'loaded'): Slot {
  return { name, units: { [state]: 1 }, objects: 1, bytes: 10 }
}

/** A unit that is not loaded, in the slot of its name. */
export function openUnit(
  key: string,
  state: OpenUnit['state'] = 'pending',
  more: Partial<OpenUnit> = {},
): OpenUnit {
  return { key, state, slots: [key], objects: 1, bytes: 10, behind: false, ...more }
}
