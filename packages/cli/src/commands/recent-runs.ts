import type { LoadStep } from '@arbalest/core'

/** How many runs of a step are shown. */
const MOST_RUNS = 10

/** How many entries of a ledger are read for that: a run has one for each transaction. */
const MOST_ENTRIES = 1_000

/** What one run loaded of a step, as the ledger says. */
export interface PastRun {
  readonly run: string
  /** When its first and its last transaction loaded, by the sink's clock. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly transactions: number
  readonly objects: number
  readonly bytes: number
  readonly rows: number
  readonly rejected: number
}

/** Returns the last runs that loaded something of a step, the newest first; of the oldest, maybe a part. */
export async function recentRuns({ scope, sink }: LoadStep): Promise<readonly PastRun[]> {
  const runs = new Map<string, PastRun>()
  for await (const entry of sink.powers.ledger?.entries({ scope, limit: MOST_ENTRIES }) ?? []) {
    const { run, loadedAt: from, objects, bytes, rows, rejected } = entry
    const after = runs.get(run) ?? { to: from, transactions: 0, objects: 0, bytes: 0, rows: 0, rejected: 0 }
    if (!runs.has(run) && runs.size === MOST_RUNS) break
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
