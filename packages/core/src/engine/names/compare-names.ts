import type { LoadStep } from '../../contracts/step/step.js'
import { SourceError } from '../../faults/errors.js'
import type { Drift } from '../../tables/names/drift.js'
import { NameComparison } from '../../tables/names/name-comparison.js'
import { driftRules, type NamesRead, type UnreadObject } from './read-names.js'

/** How the names in objects differ from those of a step's target. */
export interface ComparedNames {
  /** Without what the step ignores. Absent: they do not differ, or none was read. */
  readonly drift?: Drift | undefined
  /** The first object that could not be read. Absent: all could. */
  readonly unread?: UnreadObject | undefined
  /** The first object whose header is loaded as if it were a record. Absent: none is. */
  readonly header?: string | undefined
  /** The URLs of the objects of which every row would be without any value, unless the step ignores missing names. */
  readonly barren: readonly string[]
}

/** Compares the names that were read, of one batch or of several, with those of the step's target. */
export function compareNames(step: LoadStep, batches: readonly NamesRead[]): ComparedNames {
  const { unknown, missing } = driftRules(step)
  const comparison = new NameComparison(step.target)
  for (const { read } of batches) for (const { object, names } of read) comparison.add(object.url, names)
  const { drift } = comparison
  const kept = drift && {
    ...drift,
    unknown: unknown === 'ignore' ? [] : drift.unknown,
    missing: missing === 'ignore' ? [] : drift.missing,
  }
  const differs = kept !== undefined && kept.unknown.length + kept.missing.length > 0
  const unread = batches.find((batch) => batch.unread)?.unread
  return {
    barren: missing === 'ignore' ? [] : comparison.barren,
    ...(differs && { drift: kept }),
    ...(unread && { unread }),
    ...(comparison.header !== undefined && { header: comparison.header }),
  }
}

/**
 * Throws `SourceError` with the code `NAMES_DIFFER` if names differ in a way that the step does
 * not allow, or if an object that was read to its end would give rows without any value.
 */
export function refuseDrift(step: LoadStep, { drift, barren }: ComparedNames): void {
  const { unknown, missing } = driftRules(step)
  if (barren.length > 0) throw emptyRows(step, barren, drift)
  const faults = [
    ...(missing === 'fail' ? (drift?.missing ?? []).map(wordingOfMissing) : []),
    ...(unknown === 'fail'
      ? (drift?.unknown ?? []).map(({ name, object }) => `"${name}" is in ${object}, and not in the target`)
      : []),
  ]
  if (faults.length === 0) return
  throw namesDiffer(
    `The names in the objects differ from those of the target for "${step.target.table}", and the step has drift: fail: ${listed(faults)}. Nothing of this transaction is loaded.`,
  )
}

function emptyRows({ target }: LoadStep, barren: readonly string[], drift: Drift | undefined): SourceError {
  const others = barren.length > 1 ? ` (and ${barren.length - 1} more)` : ''
  const meant = (drift?.missing ?? []).filter((name) => name.meant !== undefined).map(wordingOfMissing)
  return namesDiffer(
    `No document of ${barren[0]}${others} has any property of the target for "${target.table}", so every value of each row would be NULL${meant.length > 0 ? `: ${listed(meant)}` : ''}. Nothing of this transaction is loaded. Correct the target's properties, which are case-sensitive, or set drift: { missing: ignore } in the step.`,
    barren[0],
  )
}

function wordingOfMissing({ name, meant }: Drift['missing'][number]): string {
  return `"${name}" is in no document or header${meant === undefined ? '' : ` (is "${meant}" meant?)`}`
}

const MOST_LISTED = 10

function listed(faults: readonly string[]): string {
  const more = faults.length > MOST_LISTED ? `; and ${faults.length - MOST_LISTED} more` : ''
  return `${faults.slice(0, MOST_LISTED).join('; ')}${more}`
}

function namesDiffer(message: string, object?: string): SourceError {
  return new SourceError('NAMES_DIFFER', message, { object })
}
