import {
  columnsToAdd,
  firstListed,
  plan,
  showPartition,
  type LoadStep,
  type PendingUnit,
  type SqlStep,
} from '@arbalest/core'
import { bytes, count } from '../amount.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { loadPipelines } from '../load-pipelines.js'
import type { Output } from '../output.js'
import { perform } from '../perform.js'
import { describeColumns } from '../describe-columns.js'
import { describeStatement } from '../describe-statement.js'
import { describePlace } from '../reporters/describe-place.js'
import { describeStep } from '../reporters/describe-step.js'
import { sizeOf } from '../reporters/tally.js'

const EXAMPLES = 5

/** Says what `run` would do now with the pipelines `names`, all unless any is given. Changes nothing. */
export function planCommand(
  names: readonly string[],
  { config: file, json = false }: PipelineOptions,
): Promise<number> {
  return perform(json, async (output, signal) => {
    for (await using pipeline of await loadPipelines({ names, file, signal }, output)) {
      for (const step of pipeline.steps) {
        if (step.kind === 'sql') tellOfStatements(step, pipeline.name, output)
        else tellOfPending(step, await survey(step, signal), pipeline.name, output)
      }
    }
  })
}

/** What a load step would load. */
interface Pending {
  /** The first partition that is listed, or null where all are; absent where the strategy does not choose. */
  readonly from?: string | null
  units: number
  objects: number
  bytes: number
  /** How many of the units have been loaded before, at another version. */
  changed: number
  transactions: number
  /** The keys of the first few units. */
  readonly first: string[]
  /** The columns that are added to the table first; absent where the target does not say `evolve`. */
  readonly adds?: readonly string[]
}

async function survey(step: LoadStep, signal: AbortSignal): Promise<Pending> {
  const from = step.strategy.from && { from: (await firstListed(step)) ?? null }
  const pending: Pending = { ...from, units: 0, objects: 0, bytes: 0, changed: 0, transactions: 0, first: [] }
  for await (const units of plan(step)) {
    signal.throwIfAborted()
    const size = sizeOf(units)
    pending.units += size.units
    pending.objects += size.objects
    pending.bytes += size.bytes
    pending.changed += units.filter(isChanged).length
    pending.transactions++
    pending.first.push(...units.slice(0, EXAMPLES - pending.first.length).map(({ key }) => key))
  }
  if (step.target.evolve === undefined) return pending
  return { ...pending, adds: pending.units > 0 ? await columnsAdded(step) : [] }
}

async function columnsAdded({ sink, target }: LoadStep): Promise<string[]> {
  const columns = await sink.schema?.columns(target.table)
  return columns ? columnsToAdd(target, columns).map(({ name }) => name) : []
}

function isChanged({ previous }: PendingUnit): boolean {
  return previous !== undefined
}

function tellOfPending(step: LoadStep, pending: Pending, pipeline: string, output: Output): void {
  if (output.json) {
    output.object({
      type: 'planned',
      pipeline,
      step: step.name,
      kind: step.kind,
      ...describePlace(step),
      ...pending,
    })
    return
  }
  output.line(`${step.scope}: ${describeStep(step)}`)
  if (pending.from !== undefined) output.line(`  ${describeListing(pending.from)}`)
  if (pending.units === 0) return output.line('  nothing to load')
  const { adds = [] } = pending
  if (adds.length > 0) output.line(`  adds ${describeColumns(adds)} to ${step.target.table} first`)
  const changed = pending.changed > 0 ? `, ${pending.changed} of them changed since they were loaded` : ''
  output.line(
    `  ${count(pending.objects, 'object')} (${bytes(pending.bytes)}) in ${count(pending.units, 'unit')}${changed}; ${count(pending.transactions, 'transaction')}`,
  )
  const more = pending.units > pending.first.length ? ', …' : ''
  output.line(`  units: ${pending.first.join(', ')}${more}`)
}

function describeListing(from: string | null): string {
  return from === null
    ? 'compares all partitions with what has been loaded'
    : `compares the partitions from ${showPartition(from)} on; those before are not listed`
}

function tellOfStatements(step: SqlStep, pipeline: string, output: Output): void {
  const statements = step.statements.map(({ text }) => text)
  if (output.json) {
    output.object({
      type: 'planned',
      pipeline,
      step: step.name,
      kind: step.kind,
      ...describePlace(step),
      statements,
    })
    return
  }
  output.line(`${step.scope}: ${describeStep(step)}, ${count(statements.length, 'statement')}`)
  for (const statement of statements) output.line(`  ${describeStatement(statement, '  ')}`)
}
