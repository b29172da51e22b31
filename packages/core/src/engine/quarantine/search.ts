import type { Rejected } from '../../contracts/sink/transaction.js'
import type { PendingUnit, QuarantinedUnit } from '../../contracts/strategy/unit.js'
import type { ArbalestError } from '../../faults/errors.js'
import { blamedByError, blamedByRows, isOfObjects, setAside, without } from './blame.js'

/** How often units are tried, at most, to find those that cannot be loaded. */
const MOST_TRIES = 20

/** Tries units without loading them, as a sink's rehearsal does. */
export type Try = (units: readonly PendingUnit[]) => Promise<Rejected>

/**
 * Finds the units of one batch that cannot be loaded. What a sink names is set aside; if it names
 * nothing, halves are tried, and halves of these. All of that takes 20 tries at most.
 */
export class Search {
  readonly #try: Try
  readonly #mostRejected: number
  #left = MOST_TRIES

  /** `mostRejected` rows that do not fit keep nothing from being loaded. */
  constructor(attempt: Try, mostRejected = 0) {
    this.#try = attempt
    this.#mostRejected = mostRejected
  }

  /**
   * Returns those of `units` that cannot be loaded, of whom to load them all failed with `error`.
   * Throws `error` if it is not about objects, or if none of them is found; and what a try throws
   * that is about none.
   */
  async after(error: unknown, units: readonly PendingUnit[]): Promise<readonly QuarantinedUnit[]> {
    if (!isOfObjects(error)) throw error
    // Of rows, an error says only which were met before it was thrown.
    const named = this.#mostRejected > 0 && error.object === undefined ? [] : blamedByError(error, units)
    const found = await this.#among(without(units, named))
    if (found === undefined || named.length + found.length === 0) throw error
    return [...named, ...found]
  }

  /** Returns those of `units` that cannot be loaded; undefined if too many tries are needed to find them. */
  async #among(units: readonly PendingUnit[]): Promise<readonly QuarantinedUnit[] | undefined> {
    if (units.length === 0) return []
    if (this.#left-- <= 0) return undefined
    const { error, ...rows } = await this.#attempt(units)
    if (!error && rows.rejected <= this.#mostRejected) return []
    const named = error ? blamedByError(error, units) : blamedByRows(rows, units, this.#mostRejected)
    // All rows that were refused are known: there is nothing more to find by another try.
    if (!error && named.length > 0 && rows.rejected === rows.rejections?.length) return named
    if (named.length > 0) return joined(named, await this.#among(without(units, named)))
    if (units.length === 1)
      return [setAside(units[0]!, error?.message ?? `${rows.rejected} of its rows do not fit.`)]
    const middle = units.length >> 1
    const first = await this.#among(units.slice(0, middle))
    return joined(first, first && (await this.#among(units.slice(middle))))
  }

  async #attempt(
    units: readonly PendingUnit[],
  ): Promise<Rejected & { readonly error?: ArbalestError | undefined }> {
    try {
      return await this.#try(units)
    } catch (error) {
      if (!isOfObjects(error)) throw error
      return { rejected: 0, error }
    }
  }
}

function joined<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined {
  return one && other && [...one, ...other]
}
