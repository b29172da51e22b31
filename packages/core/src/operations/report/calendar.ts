import { compareKeys } from '../../contracts/source/keys.js'
import type { LedgerEntry } from '../../contracts/sink/ledger.js'
import type { Standing } from '../../engine/standings.js'
import { missingAmong } from './missing.js'
import { count, type UnitCounts, type UnitState } from './unit-counts.js'

/** The units of a step, by the part of the series that their objects are of, or by the day on which these were written. */
export interface Calendar {
  /** `partition` if the source is a series; then what lies between two slots and is not there is missing. */
  readonly by: 'partition' | 'written'
  /** In ascending order; each has a unit at least. */
  readonly slots: readonly Slot[]
  /** Partitions, in ascending order; those between the same two slots together. Empty unless slots are partitions. */
  readonly missing: readonly (readonly string[])[]
}

/** A day, an hour or a number of a {@link Calendar}. */
export interface Slot {
  /** A partition, as `parsePartition` returns it, or a day in UTC. */
  readonly name: string
  readonly units: UnitCounts
  /** What is listed. */
  readonly objects: number
  readonly bytes: number
  /** The last transaction that loaded objects of this slot alone, as far as the ledger shows it. */
  readonly load?: LedgerEntry | undefined
}

interface Draft extends Slot {
  units: Partial<Record<UnitState, number>>
  objects: number
  bytes: number
  firstKey: string | undefined
  lastKey: string | undefined
}

/** Gathers units as they are seen into a {@link Calendar}; holds no unit. */
export class CalendarDraft {
  readonly #by: Calendar['by']
  readonly #slots = new Map<string, Draft>()

  constructor(by: Calendar['by']) {
    this.#by = by
  }

  /** Adds a unit, and returns the names of the slots that it stands in: none if that is not known. */
  add({ key, unit, state }: Standing): readonly string[] {
    if (!unit) return this.#addGone(key)
    const names = new Set<string>()
    for (const { partition, modified, key: objectKey, size } of unit.objects) {
      const name =
        this.#by === 'partition' ? partition : modified?.toISOString().slice(0, 'yyyy-mm-dd'.length)
      if (name === undefined) continue
      const slot = this.#slot(name)
      slot.objects++
      slot.bytes += size
      if (slot.firstKey === undefined || compareKeys(objectKey, slot.firstKey) < 0) slot.firstKey = objectKey
      if (slot.lastKey === undefined || compareKeys(objectKey, slot.lastKey) > 0) slot.lastKey = objectKey
      names.add(name)
    }
    for (const name of names) count(this.#slot(name).units, state, 1)
    return [...names]
  }

  /** Says of a unit that was added as `from` that it is `to`. */
  change(names: readonly string[], from: UnitState, to: UnitState): void {
    for (const name of names) {
      const { units } = this.#slot(name)
      count(units, from, -1)
      count(units, to, 1)
    }
  }

  /** Returns the calendar, in which a slot knows the transaction that loaded it if that is among `entries`, the newest first. */
  finish(entries: readonly LedgerEntry[]): Calendar {
    const loads = new Map<string, LedgerEntry>()
    for (const entry of entries.toReversed())
      if (entry.firstKey !== undefined) loads.set(entry.firstKey, entry)
    const slots = [...this.#slots.values()]
      .toSorted((a, b) => compareKeys(a.name, b.name))
      .map(({ firstKey, lastKey, ...slot }): Slot => {
        const load = firstKey === undefined ? undefined : loads.get(firstKey)
        const isAlone = load?.lastKey !== undefined && compareKeys(load.lastKey, lastKey ?? '') <= 0
        return { ...slot, ...(isAlone && { load }) }
      })
    const missing = this.#by === 'partition' ? missingAmong(slots.map(({ name }) => name)) : []
    return { by: this.#by, slots, missing }
  }

  /** A unit that is not listed has no objects: only one whose key is a partition is known to be of one. */
  #addGone(key: string): readonly string[] {
    if (this.#by !== 'partition' || !PARTITION.test(key)) return []
    count(this.#slot(key).units, 'gone', 1)
    return [key]
  }

  #slot(name: string): Draft {
    const known = this.#slots.get(name)
    if (known) return known
    const slot: Draft = { name, units: {}, objects: 0, bytes: 0, firstKey: undefined, lastKey: undefined }
    this.#slots.set(name, slot)
    return slot
  }
}

const PARTITION = /^(?:\d{20}|\d{4}-\d{2}-\d{2}(?:T\d{2})?)$/
