import type { Pipeline } from '@arbalest/core'
import type { Output } from '../output/output.js'
import { describeStep } from '../reporters/describe-step.js'

/** Prints which of `pipelines` need which: for programs, as a diagram in Mermaid (https://mermaid.js.org), or as text. */
export function showGraph(pipelines: readonly Pipeline[], output: Output, mermaid = false): void {
  if (output.json) return pipelines.forEach((pipeline) => output.object(asObject(pipeline)))
  for (const line of mermaid ? asMermaid(pipelines) : pipelines.flatMap(asLines)) output.line(line)
}

function asObject({ name, needs = [], steps }: Pipeline): object {
  return {
    type: 'pipeline',
    pipeline: name,
    needs,
    steps: steps.map((step) => ({ step: step.name, kind: step.kind })),
  }
}

function asLines({ name, needs = [], steps }: Pipeline): readonly string[] {
  const after = needs.length === 0 ? '' : `, after ${needs.join(', ')}`
  return [`${name}${after}`, ...steps.map((step) => `  ${step.name}: ${describeStep(step)}`)]
}

/** A name may be a word of Mermaid's own, such as \`end\`: nodes are called by numbers, and names are their texts. */
function asMermaid(pipelines: readonly Pipeline[]): readonly string[] {
  const nodeOf = (name: string) => `p${pipelines.findIndex((each) => each.name === name)}`
  return [
    'flowchart LR',
    ...pipelines.map(({ name, steps }) => {
      const lines = [name, ...steps.map((step) => `${step.kind} ${step.name}`)]
      return `  ${nodeOf(name)}["${lines.join('<br>')}"]`
    }),
    ...pipelines.flatMap(({ name, needs = [] }) =>
      needs.map((need) => `  ${nodeOf(need)} --> ${nodeOf(name)}`),
    ),
  ]
}
