import type { LedgerEntry } from '../../contracts/sink/ledger.js'

/** What one run loaded of a step, as the ledger says. */
export interface PastRun {
  readonly run: string
  /** When its first and its last transaction began, by the sink's clock. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly transactions: number
  readonly objects: number
  readonly bytes: number
  readonly rows: number
  readonly rejected: number
}

/** Returns the last `most` runs of which `entries`, the newest first, are; of the oldest, maybe a part. */
export function pastRuns(entries: readonly LedgerEntry[], most: number): readonly PastRun[] {
  const runs = new Map<string, PastRun>()
  for (const { run, loadedAt: from, objects, bytes, rows, rejected } of entries) {
    const after = runs.get(run) ?? { to: from, transactions: 0, objects: 0, bytes: 0, rows: 0, rejected: 0 }
    if (!runs.has(run) && runs.size === most) break
    runs.set(run, {
      run,
      from,
      to: after.to,
      transactions: after.transactions + 1,
      objects: after.objects + objects,
      bytes: after.bytes + bytes,
      rows: after.rows + rows,
      rejected: after.rejected + rejected,
    })
  }
  return [...runs.values()]
}
