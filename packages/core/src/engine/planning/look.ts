import type { LoadStep } from '../../contracts/step/step.js'
import { isArbalestError } from '../../faults/errors.js'
import type { Table } from '../../tables/comparison/table.js'

/** What is known of a table. */
export interface Seen {
  /** Whether the sink can find it out, and may. */
  readonly known: boolean
  /** Undefined if there is none. */
  readonly table?: Table | undefined
}

/** Looks at the table of a step, if its sink can describe tables and may read it. */
export async function look({ sink, target }: Pick<LoadStep, 'sink' | 'target'>): Promise<Seen> {
  const { tables } = sink.powers
  if (!tables) return { known: false }
  try {
    return { known: true, table: await tables.describe(target.table) }
  } catch (error) {
    // Who may load need not have the right to read.
    if (isArbalestError(error) && error.code === 'SINK_DENIED') return { known: false }
    throw error
  }
}
