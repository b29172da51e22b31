import { amount, counted } from '@arbalest/core/host'
import type { Receipt } from '@arbalest/core'
import type { Merged } from '@arbalest/core/plugin'
import { bytes } from '../words/amount.js'

/** What transactions have done, one or many. */
export interface Tally {
  readonly transactions: number
  readonly units: number
  readonly objects: number
  readonly bytes: number
  readonly rows: number
  readonly rejected: number
  /** Rejected rows that were kept. */
  readonly kept: number
  readonly outside: number
  readonly unaccounted: number
  /** Units that were quarantined. */
  readonly quarantined: number
  /** What became of rows that were merged by key; undefined if none were. */
  readonly merged?: Merged | undefined
  readonly statements: number
}

/** What has been done before anything is. */
export const NOTHING: Tally = {
  transactions: 0,
  units: 0,
  objects: 0,
  bytes: 0,
  rows: 0,
  rejected: 0,
  kept: 0,
  outside: 0,
  unaccounted: 0,
  quarantined: 0,
  statements: 0,
}

/** What one committed transaction did. */
export function tallyOf(receipt: Receipt): Tally {
  if (receipt.kind === 'sql') {
    const { statements, rejected = 0 } = receipt
    return { ...NOTHING, transactions: 1, statements, rejected }
  }
  const { units, rows, rejected, kept = 0, outside = 0, unaccounted = 0, quarantined = [], merged } = receipt
  const done = {
    transactions: 1,
    rows,
    rejected,
    kept,
    outside,
    unaccounted,
    quarantined: quarantined.length,
  }
  return { ...NOTHING, ...sizeOf(units), ...done, merged }
}

/** How much `units` are to load. */
export function sizeOf(
  units: readonly { readonly objects: readonly { readonly size: number }[] }[],
): Pick<Tally, 'units' | 'objects' | 'bytes'> {
  let objects = 0
  let size = 0
  for (const unit of units) {
    objects += unit.objects.length
    for (const object of unit.objects) size += object.size
  }
  return { units: units.length, objects, bytes: size }
}

/** Both together. */
export function add(a: Tally, b: Tally): Tally {
  return {
    transactions: a.transactions + b.transactions,
    units: a.units + b.units,
    objects: a.objects + b.objects,
    bytes: a.bytes + b.bytes,
    rows: a.rows + b.rows,
    rejected: a.rejected + b.rejected,
    kept: a.kept + b.kept,
    outside: a.outside + b.outside,
    unaccounted: a.unaccounted + b.unaccounted,
    quarantined: a.quarantined + b.quarantined,
    merged: a.merged && b.merged ? together(a.merged, b.merged) : (a.merged ?? b.merged),
    statements: a.statements + b.statements,
  }
}

function together(a: Merged, b: Merged): Merged {
  return {
    inserted: a.inserted + b.inserted,
    updated: a.updated + b.updated,
    deleted: a.deleted + b.deleted,
  }
}

/** What was done, in words: `168 objects (1.2 MB), 1,707 rows, 3 rows rejected`. */
export function describeTally(tally: Tally): string {
  const rejected = tally.rejected > 0 ? `, ${counted(tally.rejected, 'row')} rejected${keptOf(tally)}` : ''
  if (tally.statements > 0) return `${counted(tally.statements, 'statement')}${rejected}`
  // A row may have any number of lines: only if some were rejected may others have gone with them.
  const unaccounted =
    tally.rejected > 0 && tally.unaccounted > 0
      ? `, ${counted(tally.unaccounted, 'line')} unaccounted for`
      : ''
  const outside = tally.outside > 0 ? `, ${counted(tally.outside, 'row')} outside their range left out` : ''
  const merged = tally.merged ? ` (${describeMerged(tally.merged)})` : ''
  const aside = tally.quarantined > 0 ? `, ${counted(tally.quarantined, 'unit')} quarantined` : ''
  return `${counted(tally.objects, 'object')} (${bytes(tally.bytes)}), ${counted(tally.rows, 'row')}${merged}${rejected}${unaccounted}${outside}${aside}`
}

function keptOf({ rejected, kept }: Tally): string {
  if (kept === 0) return ''
  return kept === rejected ? ' and kept' : `, ${amount(kept)} of them kept`
}

function describeMerged({ inserted, updated, deleted }: Merged): string {
  return `${amount(inserted)} inserted, ${amount(updated)} updated, ${amount(deleted)} deleted`
}
