import type { StepRefreshed, TableEvolved } from '../contracts/events/event.js'
import { pages } from '../contracts/source/iterables.js'
import type { SourceObject } from '../contracts/source/source.js'
import type { LoadStep } from '../contracts/step/step.js'
import { SourceError } from '../faults/errors.js'
import { evolve } from './evolve.js'
import { eraseNote } from './idle/idle-note.js'

/**
 * Forgets all that is recorded of a step and, in the same transaction, deletes all rows of its
 * table, and those kept beside it; then an ordinary load loads all anew. A run that is cut short in between leaves a
 * table whose rows are those that are recorded, and the next run goes on. If each unit
 * replaces all rows of the table, it only forgets, so that readers never see the table empty.
 * Throws `SourceError` if nothing is listed: a mistyped prefix must not empty a table.
 */
export async function* refresh(step: LoadStep): AsyncGenerator<TableEvolved | StepRefreshed> {
  const { source, strategy, target, journal } = step
  if (!(await listsAnything(step)))
    throw new SourceError(
      'SOURCE_EMPTY',
      `There is no object under ${source.url}, from which "${target.table}" would be loaded again; nothing is deleted.`,
    )
  // Who replaces rows, with none too, needs the table as the target has it.
  yield* evolve(step)
  await eraseNote(step)
  const deleted = strategy.whole !== true
  if (!deleted) await journal.upkeep.clear()
  else
    await journal.upkeep.clear(async (tx) => {
      await tx.replace(target, await tx.stage(target))
      await tx.keep?.([], 'all')
    })
  yield { type: 'refreshed', step, deleted }
}

async function listsAnything({ source }: LoadStep): Promise<boolean> {
  for await (const page of pages<SourceObject>(source.list())) return page.length > 0
  return false
}
