import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { report, type Pipeline, type StepReport } from '@arbalest/core'
import { amount } from '@arbalest/core/host'
import type * as Report from '@arbalest/report'
import { findModule } from '../configuration/find-module.js'
import { mapStrings } from '../configuration/map-strings.js'
import type { Output } from '../output/output.js'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { printable } from '../words/printable.js'

/** The options of `report`. */
export interface ReportOptions extends PipelineOptions {
  /** The file to write. */
  readonly out: string
  /** Whether the page is served instead. */
  readonly serve?: boolean
  /** How many of the units that a run would load are tried, in each step. */
  readonly tries: number
}

/**
 * Writes a page that shows how each load step of the pipelines `names`, all if there are no names,
 * stands. Changes nothing else. Fails if a step cannot be looked at, which the page shows all the same.
 */
export function reportCommand(names: readonly string[], options: ReportOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    const { pageOf, renderPage, serveReport } = await findModule<typeof Report>('@arbalest/report')
    const { config, out, serve } = options
    const look = async () => {
      const reports = await lookAt(pipelines, options, signal)
      const page = masked(pageOf(reports, { config, showValues: output.showValues }), output)
      return { reports, page }
    }
    if (serve) {
      const make = async () => renderPage((await look()).page, { live: true })
      const failed = (error: unknown) => {
        if (!signal.aborted) output.error(error)
      }
      await using served = await serveReport({ make, failed })
      output.line(served.url)
      output.progress('serving the report there, until it is interrupted (Ctrl-C)')
      if (!signal.aborted) await once(signal, 'abort')
      return
    }
    const { reports, page } = await look()
    await writeFile(out, renderPage(page))
    for (const step of page.steps) show(step, output)
    output.progress(`${out} shows this, and what to do`)
    failIfUnknown(reports, output)
  })
}

async function lookAt(
  pipelines: readonly Pipeline[],
  { tries }: ReportOptions,
  signal: AbortSignal,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = []
  for await (const found of report(pipelines, { signal, tries })) reports.push(found)
  return reports
}

/** Errors and URLs may hold what is secret, as the configuration does. */
function masked(page: Report.Page, output: Output): Report.Page {
  return mapStrings(page, (text) => output.mask.text(text)) as Report.Page
}

function show({ scope, counts, holes, error }: Report.PageStep, output: Output): void {
  if (output.json) {
    const [pipeline, step] = scope.split('/')
    output.object({ type: 'reported', pipeline, step, ...(error ? { error } : { counts, holes }) })
    return
  }
  const states = Object.entries(counts).map(([state, units]) => `${amount(units)} ${state}`)
  const words = error
    ? `cannot be looked at: ${printable(error.message)}`
    : states.join(', ') || 'nothing is listed'
  output.line(`${scope}: ${words}`)
}

function failIfUnknown(reports: readonly StepReport[], output: Output): void {
  const errors = reports.flatMap(({ error }) => error ?? [])
  for (const error of errors.slice(0, -1)) output.error(error)
  if (errors.length > 0) throw errors.at(-1)
}
