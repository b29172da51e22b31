import type { Listed } from '../contracts/events/listed.js'
import type { Notice } from '../contracts/events/notice.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep, SqlStep } from '../contracts/step/step.js'
import { adviceOn } from '../engine/planning/advice-on.js'
import { Allowance } from '../engine/planning/allowance.js'
import { Listing } from '../engine/planning/listing.js'
import { compareNames } from '../engine/names/compare-names.js'
import { copiesOf } from '../engine/batch/fill-columns.js'
import { firstListed, pendingBatches } from '../engine/load.js'
import { NamesTold } from '../engine/names/names-told.js'
import { readNames, type NamesRead } from '../engine/names/read-names.js'
import { recall } from '../engine/planning/recall.js'
import type { ArbalestError } from '../faults/errors.js'
import { columnsToAdd } from '../tables/comparison/columns-to-add.js'

/** How a plan is made. */
export interface PlanOptions {
  readonly signal?: AbortSignal | undefined
  /** Whether the names in some objects of each transaction are read, and compared with the target's. Default: false. */
  readonly names?: boolean | undefined
}

/** How many keys of units a plan names. */
const EXAMPLES = 5

/** What a run would do in one step. */
export type PlannedStep =
  | { readonly pipeline: string; readonly step: LoadStep; readonly pending: Pending }
  | { readonly pipeline: string; readonly step: SqlStep; readonly pending?: undefined }

/** What a load step would load. */
export interface Pending {
  /** What the source lists, loaded or not. */
  readonly listed: Listed
  /** The first partition that is listed, or null if all are; absent if the strategy does not choose. */
  readonly from?: string | null | undefined
  readonly units: number
  readonly objects: number
  readonly bytes: number
  /** How many of the units have been loaded before, at another version. */
  readonly changed: number
  readonly transactions: number
  /**
   * How many copies of its own the largest of these takes at least, as a copy has one value for each
   * column that no object fills; absent if the target has no such column.
   */
  readonly copies?: number | undefined
  /** The keys of the first five units. */
  readonly first: readonly string[]
  /** The columns that are added to the table first; absent if the target does not say `evolve`. */
  readonly adds?: readonly string[] | undefined
  /** The error with which a run would stop before it loads anything, as this is more than the step's limits. Absent: it would not. */
  readonly excess?: ArbalestError | undefined
  /** What a person would want to know before the run. */
  readonly notices: readonly Notice[]
}

/**
 * Yields what a run of `pipelines` would do now, step by step. Changes nothing. Throws what a
 * run would throw before it lists anything, such as `RecordedError`.
 *
 * @example
 * ```ts
 * for await (const { step, pending } of plan(pipelines)) console.log(step.scope, pending?.units)
 * ```
 */
export async function* plan(
  pipelines: readonly Pipeline[],
  { signal, names = false }: PlanOptions = {},
): AsyncGenerator<PlannedStep> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const step of steps) {
      signal?.throwIfAborted()
      if (step.kind === 'sql') yield { pipeline, step }
      else yield { pipeline, step, pending: await survey(step, { signal, names }) }
    }
  }
}

async function survey(step: LoadStep, { signal, names }: PlanOptions): Promise<Pending> {
  const { snapshot, table, notices } = await recall(step)
  const from = step.strategy.from && { from: (await firstListed(step, snapshot)) ?? null }
  const first: string[] = []
  const sum = { units: 0, objects: 0, bytes: 0, changed: 0, transactions: 0 }
  const listing = new Listing()
  const allowance = new Allowance(step)
  let copies = copiesOf(step.target, [])
  const read: NamesRead[] = []
  for await (const units of pendingBatches(step, snapshot, listing)) {
    signal?.throwIfAborted()
    allowance.count(units)
    sum.transactions++
    if (copies !== undefined) copies = Math.max(copies, copiesOf(step.target, units) ?? 0)
    if (names) read.push(await readNames(step, units))
    for (const { key, objects, previous, wasQuarantined } of units) {
      if (first.length < EXAMPLES) first.push(key)
      sum.units++
      sum.objects += objects.length
      for (const { size } of objects) sum.bytes += size
      if (previous !== undefined && !wasQuarantined) sum.changed++
    }
  }
  const adds = step.target.evolve && (sum.units > 0 ? await columnsAdded(step) : [])
  return {
    listed: listing.listed,
    ...from,
    ...sum,
    ...(copies !== undefined && { copies }),
    first,
    notices: [
      ...notices,
      ...listing.notices,
      ...manyCopies(copies),
      ...adviceOn(step, table),
      ...new NamesTold().news(compareNames(step, read)),
    ],
    ...(adds && { adds }),
    ...(allowance.excess && { excess: allowance.excess }),
  }
}

/** Each copy takes the sink a while, whatever it holds. */
const MANY_COPIES = 100

function manyCopies(copies = 0): readonly Notice[] {
  return copies > MANY_COPIES ? [{ kind: 'copies', look: false, copies }] : []
}

async function columnsAdded({ sink, target }: LoadStep): Promise<string[]> {
  const table = await sink.powers.tables?.describe(target.table)
  return table ? columnsToAdd(target, table.columns).map(({ name }) => name) : []
}
