import type { TableEvolved } from '../contracts/events/event.js'
import type { LoadStep } from '../contracts/step/step.js'

/** Adds the columns that the table lacks, if the target says so. */
export async function* evolve(step: LoadStep): AsyncGenerator<TableEvolved> {
  const { sink, target } = step
  const columns = target.evolve === 'add' ? await sink.powers.tables?.addColumns(target) : undefined
  if (columns && columns.length > 0) yield { type: 'evolved', step, columns }
}
