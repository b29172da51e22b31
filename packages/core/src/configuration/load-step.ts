import { parseDuration } from '../contracts/duration.js'
import type { Idle } from '../contracts/step/idle.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { DriftRules } from '../tables/names/drift.js'
import type { PartsOfStep } from './container.js'
import type { IdleConfiguration, LoadConfiguration } from './parsing/configuration.js'

const WARN: DriftRules = { unknown: 'warn', missing: 'warn' }

/** Returns a step that loads, whose parts are made when they are first asked for. */
export function makeLoadStep(
  { load, unaccounted, limits, drift = {}, onBadObject, onBadRow }: LoadConfiguration,
  parts: PartsOfStep,
  known: Pick<LoadStep, 'scope' | 'showValues' | 'target' | 'idle'>,
): LoadStep {
  return {
    ...known,
    kind: 'load',
    name: load,
    unaccounted,
    drift: typeof drift === 'string' ? { unknown: drift, missing: drift } : { ...WARN, ...drift },
    limits,
    onBadObject,
    onBadRow,
    get source() {
      return parts.get('source')
    },
    get strategy() {
      return parts.get('strategy')
    },
    get sink() {
      return parts.get('sink')
    },
    get journal() {
      return parts.get('journal')
    },
  }
}

/** Returns when a run need not look at the sink; `define` returns what the step is by its definition. */
export function idleOf(given: IdleConfiguration | undefined, define: () => string): Idle | undefined {
  return given && { recheck: parseDuration(given.recheck), definition: define() }
}
