import type { LedgerEntry } from '../../contracts/sink/ledger.js'
import type { LoadStep } from '../../contracts/step/step.js'
import { compareKeys } from '../../contracts/source/keys.js'
import type { SourceObject } from '../../contracts/source/source.js'

/** An entry that says which keys its objects have. */
interface Span extends Pick<LedgerEntry, 'oldestObject' | 'newestObject'> {
  readonly firstKey: string
  readonly lastKey: string
}

/**
 * What the entries of a step's ledger say of objects: between which keys, and between which times,
 * those lie that a transaction has loaded. So what an object was loaded by is among them for sure,
 * and what is among them was perhaps loaded.
 */
export class LedgerSpans {
  readonly size: number
  /** In ascending order of their first keys. */
  readonly #spans: readonly Span[]
  /** The greatest last key of each of them and those before it. */
  readonly #reach: readonly string[]

  private constructor(entries: readonly LedgerEntry[]) {
    this.size = entries.length
    this.#spans = entries
      .flatMap(({ firstKey, lastKey, oldestObject, newestObject }) =>
        firstKey === undefined || lastKey === undefined
          ? []
          : [{ firstKey, lastKey, oldestObject, newestObject }],
      )
      .toSorted((a, b) => compareKeys(a.firstKey, b.firstKey))
    let reach = ''
    this.#reach = this.#spans.map(({ lastKey }) => {
      if (compareKeys(lastKey, reach) > 0) reach = lastKey
      return reach
    })
  }

  /** Reads the ledger of a step; returns undefined if its sink keeps none. */
  static async read({ scope, sink }: Pick<LoadStep, 'scope' | 'sink'>): Promise<LedgerSpans | undefined> {
    const { ledger } = sink.powers
    if (!ledger) return undefined
    const entries: LedgerEntry[] = []
    for await (const entry of ledger.entries({ scope })) entries.push(entry)
    return new LedgerSpans(entries)
  }

  /** Whether an entry may be about the object as it now is. */
  know({ key, modified }: Pick<SourceObject, 'key' | 'modified'>): boolean {
    for (let index = this.#lastFrom(key); index >= 0; index--) {
      if (compareKeys(this.#reach[index]!, key) < 0) return false
      const span = this.#spans[index]!
      if (compareKeys(span.lastKey, key) >= 0 && isWritten(span, modified)) return true
    }
    return false
  }

  /** The last span whose first key is not above `key`; -1 if there is none. */
  #lastFrom(key: string): number {
    let [low, high] = [0, this.#spans.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareKeys(this.#spans[middle]!.firstKey, key) <= 0) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

function isWritten({ oldestObject, newestObject }: Span, modified: Date | undefined): boolean {
  if (!modified || !oldestObject || !newestObject) return true
  return modified >= oldestObject && modified <= newestObject
}
