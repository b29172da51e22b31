import type { Snapshot } from '../../contracts/journal/journal.js'
import type { Origin } from '../../contracts/sink/mark.js'
import type { Notice } from '../../contracts/events/notice.js'
import type { LoadStep } from '../../contracts/step/step.js'
import { RecordedError, type RecordedChoice } from '../../faults/errors.js'
import { foldName } from '../../tables/target/fold-name.js'
import type { Table } from '../../tables/comparison/table.js'
import { look, type Seen } from './look.js'
import { originOf } from './origin-of.js'

/** What a step has recorded, and that it is about the table which the step would load now. */
export interface Recalled {
  readonly snapshot: Snapshot
  /** What a person would want to know before anything is loaded. */
  readonly notices: readonly Notice[]
  /** The step's table as it was seen; undefined if there is none, or it cannot be known. */
  readonly table?: Table | undefined
  /** How all that is recorded must say that it was loaded, if it says otherwise, but is about the same rows. */
  readonly adopt?: Origin | undefined
}

/**
 * Opens the journal of a step. Changes nothing. Throws `RecordedError` if what is recorded was
 * loaded into another table or in another way, or if the rows that it stands for are gone: to
 * load only what is not recorded would leave the table with rows missing, or twice.
 */
export async function recall(step: LoadStep): Promise<Recalled> {
  const before = await look(step)
  const snapshot = await step.journal.open()
  const recorded = snapshot.origin
  if (snapshot.empty)
    return { snapshot, table: before.table, notices: before.table?.hasRows ? [filled(step)] : [] }
  if (!recorded) return { snapshot, table: before.table, notices: [] }
  refuseOtherWay(step, recorded)
  // What was seen before the journal was opened may have been made by a run since.
  const seen = fits(before, recorded) ? before : await look(step)
  refuseOtherTable(step, recorded, seen)
  const origin = { ...originOf(step), identity: recorded.identity }
  const { table } = seen
  if (recorded.identity !== undefined && table?.identity !== recorded.identity && table?.hasRows)
    return { snapshot, table, notices: [rebuilt(step)], adopt: { ...origin, identity: table.identity } }
  return { snapshot, table, notices: [], ...(!isSameName(recorded, step) && { adopt: origin }) }
}

function fits({ known, table }: Seen, { identity }: Origin): boolean {
  return !known || identity === undefined || (table?.hasRows === true && table.identity === identity)
}

function refuseOtherWay(step: LoadStep, { table, way }: Origin): void {
  const now = originOf(step)
  if (now.way === way) return
  throw refusal(
    step,
    `was loaded into "${table}" by ${way}, and the step would now load "${now.table}" by ${now.way}, which cannot use those records`,
    ['refresh', 'forget'],
  )
}

function refuseOtherTable(step: LoadStep, recorded: Origin, { known, table }: Seen): void {
  const { target } = step
  const isSame = recorded.identity !== undefined && recorded.identity === table?.identity
  if (!isSameName(recorded, step) && !isSame)
    throw refusal(step, `was loaded into "${recorded.table}", and the step would now load "${target.table}"`)
  if (!known || recorded.identity === undefined || target.emptied) return
  if (!table) throw refusal(step, `was loaded into "${target.table}", which is no longer there`)
  if (!table.hasRows)
    throw refusal(
      step,
      `was loaded into "${target.table}", which has no row now; if others remove its rows on purpose, set emptied: true in the target`,
    )
}

function refusal(
  { scope }: LoadStep,
  what: string,
  choices: readonly RecordedChoice[] = ['refresh', 'forget', 'keep'],
): RecordedError {
  return new RecordedError(
    scope,
    `What is recorded for "${scope}" ${what}. Nothing is loaded, because rows would be missing, or be loaded twice.`,
    choices,
  )
}

function isSameName({ table }: Origin, { target }: LoadStep): boolean {
  return foldName(table) === foldName(target.table)
}

function filled({ strategy, target }: LoadStep): Notice {
  return { kind: 'filled', look: false, table: target.table, replaced: strategy.whole === true }
}

function rebuilt({ target }: LoadStep): Notice {
  return { kind: 'rebuilt', look: false, table: target.table }
}
