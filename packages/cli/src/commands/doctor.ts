import { counted } from '@arbalest/core/host'
import { ArbalestError, diagnose, leastRights, type DiagnosedStep, type Pipeline } from '@arbalest/core'
import type { Output } from '../output/output.js'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { describeFinding } from '../words/describe-finding.js'
import { policiesOf } from '../words/policy-of.js'

/** What `doctor` may be told besides the names of pipelines. */
export interface DoctorOptions extends PipelineOptions {
  /** Whether to print the least rights that are needed, and to check nothing. Default: false. */
  readonly policy?: boolean
}

/**
 * Checks all that the pipelines `names`, all if there are no names, need from outside, and prints
 * what each check found and what cures it. Changes nothing that stays. Fails if a check failed.
 */
export function doctorCommand(names: readonly string[], options: DoctorOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    if (options.policy) return showPolicies(pipelines, output)
    let [checks, failed] = [0, 0]
    let scope: string | undefined
    for await (const found of diagnose(pipelines, { signal })) {
      if (!output.json && scope !== found.step.scope) output.line(found.step.scope)
      scope = found.step.scope
      show(found, output)
      checks++
      if (found.outcome === 'failed') failed++
      if (found.outcome === 'look') output.wantsLook = true
    }
    if (failed > 0)
      throw new ArbalestError(
        'CHECKS_FAILED',
        `${failed} of ${counted(checks, 'check')} failed; see above what to do.`,
      )
  })
}

function show(found: DiagnosedStep, output: Output): void {
  const { pipeline, step, ...finding } = found
  if (output.json) output.object({ type: 'found', pipeline, step: step.name, ...finding })
  else for (const line of describeFinding(finding)) output.line(line)
}

function showPolicies(pipelines: readonly Pipeline[], output: Output): void {
  for (const each of policiesOf(leastRights(pipelines))) {
    const { holder, ask, policy, statements = [] } = each
    if (output.json) {
      output.object({ type: 'rights', ...each })
      continue
    }
    output.line(`-- for ${holder}; ask ${ask}`)
    if (policy) output.line(JSON.stringify(policy, undefined, 2))
    for (const statement of statements) output.line(`${statement};`)
    output.line('')
  }
}
