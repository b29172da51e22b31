import type { LoadStep } from '../../contracts/step/step.js'
import type { Mark } from '../../contracts/sink/mark.js'
import type { PendingUnit, Unit } from '../../contracts/strategy/unit.js'
import { mostBadRows } from '../../engine/batch/bad-rows.js'
import { firstListed } from '../../engine/load.js'
import { recall } from '../../engine/planning/recall.js'
import { isBehind, standings, type Standing } from '../../engine/standings.js'
import type { ArbalestError } from '../../faults/errors.js'
import { RejectionSummary } from '../../faults/rejection-summary.js'
import type { CalendarDraft } from './calendar.js'
import { tryUnit, type TriedUnit } from './try-unit.js'
import { count, type UnitCounts, type UnitState } from './unit-counts.js'

/** A unit that is not loaded as it stands. */
export interface OpenUnit {
  readonly key: string
  readonly state: Exclude<UnitState, 'loaded'>
  /** Where it is in the calendar. Empty: that is not known. */
  readonly slots: readonly string[]
  /** What is listed of it. */
  readonly objects: number
  readonly bytes: number
  /** When the oldest of its objects was written, if the source knows. */
  readonly oldest?: Date | undefined
  /** Why it is quarantined, if it is. */
  readonly reason?: string | undefined
  /** Whether no run lists it, as it lies before what the strategy looks back to. */
  readonly behind: boolean
  /** What would end the run, if it was tried. */
  readonly error?: ArbalestError | undefined
  /** How many of its rows do not fit, if it was tried. */
  readonly rejected?: number | undefined
}

/** How the units of a step stand. */
export interface Survey {
  readonly units: UnitCounts
  readonly open: readonly OpenUnit[]
  readonly tried?: number | undefined
  readonly rejections: RejectionSummary
}

/** How many units that are not loaded are named. */
const MOST_OPEN = 1_000

/** How a step is surveyed. */
interface SurveyOptions {
  /** How many units to try. */
  readonly tries: number
  readonly signal: AbortSignal | undefined
}

/**
 * Compares all that is listed with all that is recorded, enters it into `calendar`, and tries the
 * first units that a run would load. Changes nothing. Throws what a run would throw before it
 * lists anything.
 */
export async function survey(
  step: LoadStep,
  calendar: CalendarDraft,
  { tries, signal }: SurveyOptions,
): Promise<Survey> {
  const { snapshot } = await recall(step)
  const from = await firstListed(step, snapshot)
  const units: Partial<Record<UnitState, number>> = {}
  const open: OpenUnit[] = []
  const loadable: Loadable[] = []
  for await (const standing of standings(step)) {
    signal?.throwIfAborted()
    const { state, unit } = standing
    const slots = calendar.add(standing)
    count(units, state, 1)
    if (state === 'loaded' || open.length === MOST_OPEN) continue
    const entry = openUnit(standing, state, { slots, from })
    if (unit && state !== 'quarantined' && !entry.behind && loadable.length < tries)
      loadable.push({ unit: pendingOf(unit, standing.mark), index: open.length })
    open.push(entry)
  }
  const rejections = new RejectionSummary()
  if (!step.sink.powers.rehearse) return { units, open, rejections }
  for (const { unit, index } of loadable) {
    signal?.throwIfAborted()
    const tried = await tryUnit(step, unit)
    rejections.add(tried.rejections, tried.rejected)
    const before = open[index]!
    const after = withTrial(before, tried, mostBadRows(step.onBadRow))
    open[index] = after
    if (after.state === before.state) continue
    calendar.change(before.slots, before.state, after.state)
    count(units, before.state, -1)
    count(units, after.state, 1)
  }
  return { units, open, tried: loadable.length, rejections }
}

/** A unit that a run would load, and which of those that are open it is. */
interface Loadable {
  readonly unit: PendingUnit
  readonly index: number
}

function pendingOf(unit: Unit, mark: Mark | undefined): PendingUnit {
  return { ...unit, previous: mark?.version, wasQuarantined: mark?.state === 'quarantined' }
}

function withTrial(unit: OpenUnit, { error, rejected }: TriedUnit, mayReject: number): OpenUnit {
  // What waiting may cure says nothing of the unit.
  const isFailed = error ? !error.retryable : rejected > mayReject
  return { ...unit, rejected, ...(error && { error }), ...(isFailed && { state: 'failed' }) }
}

function openUnit(
  { key, unit, mark }: Standing,
  state: OpenUnit['state'],
  { slots, from }: { readonly slots: readonly string[]; readonly from: string | undefined },
): OpenUnit {
  const objects = unit?.objects ?? []
  const oldest = Math.min(...objects.map(({ modified }) => modified?.getTime() ?? Infinity))
  return {
    key,
    state,
    slots,
    objects: objects.length,
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
    ...(oldest < Infinity && { oldest: new Date(oldest) }),
    ...(state === 'quarantined' && { reason: mark?.reason }),
    behind: isBehind(key, from),
  }
}
