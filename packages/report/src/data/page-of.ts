import type { ArbalestError, Comparison, PastRun, ReportedStep, StepReport } from '@arbalest/core'
import {
  describeDifference,
  groupWithoutValues,
  helpCommand,
  type RejectionSummary,
} from '@arbalest/core/host'
import { gridsOf } from './grids.js'
import { holesOf } from './holes.js'
import type { Page, PageStep, RejectedRows, Run, TableComparison, Trouble } from './page.js'

/** What a page says besides what is reported. */
export interface PageOptions {
  /** When it was looked at. Default: now. */
  readonly at?: Date | undefined
  /** The configuration file, if commands must name it. Default: they find it. */
  readonly config?: string | undefined
  /** Whether what the objects hold may be shown. Default: false. */
  readonly showValues?: boolean | undefined
}

/**
 * Returns what a page shows of the load steps in `reports`, as plain data.
 *
 * @example
 * ```ts
 * await writeFile('report.html', renderPage(pageOf(reports)))
 * ```
 */
export function pageOf(
  reports: readonly StepReport[],
  { at = new Date(), config, showValues = false }: PageOptions = {},
): Page {
  return { at: at.toISOString(), steps: reports.map((each) => stepOf(each, { config, showValues })) }
}

interface StepOptions {
  readonly config: string | undefined
  readonly showValues: boolean
}

function stepOf(report: StepReport, { config, showValues }: StepOptions): PageStep {
  const { pipeline, step } = report
  const head = { scope: step.scope, source: step.source.url, sink: step.sink.url, table: step.target.table }
  if (report.error) return { ...head, ...NOTHING, error: troubleOf(report.error) }
  const { calendar, units, open, runs, tried } = report
  const missing = calendar.missing.flat().length
  const all = Object.entries(units).reduce(
    (sum, [state, count]) => (state === 'loaded' ? sum : sum + count),
    0,
  )
  return {
    ...head,
    counts: { ...units, ...(missing > 0 && { missing }) },
    holes: holesOf(report, { pipeline, scope: step.scope, config }),
    more: all - open.length,
    ...(tried !== undefined && { tried }),
    isByWritten: calendar.by === 'written',
    grids: gridsOf(calendar),
    ...(runs && { runs: runs.map(runOf) }),
    rejections: rejectedRows(report.rejections, showValues),
    kept: report.kept ? rejectedRows(report.kept, showValues) : [],
    comparison: comparisonOf(report),
  }
}

const NOTHING = {
  counts: {},
  holes: [],
  more: 0,
  isByWritten: false,
  grids: [],
  rejections: [],
  kept: [],
  comparison: { summary: '', differences: [], statements: [] },
} as const

function troubleOf({ message, code }: ArbalestError): Trouble {
  return { message, command: helpCommand(code) }
}

function runOf({ from, to, ...run }: PastRun): Run {
  return {
    ...run,
    ...(from && { from: from.toISOString() }),
    ...(from && to && { seconds: (to.getTime() - from.getTime()) / 1000 }),
  }
}

function rejectedRows(summary: RejectionSummary, showValues: boolean): readonly RejectedRows[] {
  const groups = showValues ? summary.groups : summary.groups.map(groupWithoutValues)
  const rows = groups.map(({ column, reason, count, examples }) => ({
    ...(column !== undefined && { column }),
    reason,
    count,
    examples: examples.map(({ object, line }) => `${object}, line ${line}`),
  }))
  const { others } = summary
  return others > 0
    ? [...rows, { reason: 'others, about which nothing is known', count: others, examples: [] }]
    : rows
}

function comparisonOf({ table, step }: ReportedStep): TableComparison {
  if (table instanceof Error)
    return { summary: `cannot be compared: ${table.message}`, differences: [], statements: [] }
  return {
    summary: summaryOf(table, step.sink.url),
    differences: table.differences.map((each) => ({ effect: each.effect, words: describeDifference(each) })),
    statements: table.statements.map(({ text }) => text),
  }
}

function summaryOf({ exists, stored, differences }: Comparison, sink: string): string {
  if (exists === undefined) return `cannot be compared: ${sink} does not report its tables`
  if (!exists) return 'there is no such table yet; the first load makes it'
  const unseen = stored === false ? '; this user may not see how it is stored, so that is not compared' : ''
  return `${differences.length === 0 ? 'matches the target' : 'does not match the target'}${unseen}`
}
