import type { Step } from '@arbalest/core'

/** Where a step's rows come from and go to, for programs. */
export function describePlace(step: Step): object {
  const sink = step.sink.url
  if (step.kind === 'load') return { source: step.source.url, sink, table: step.target.table }
  return { sink, ...(step.transaction === 'none' && { transaction: step.transaction }) }
}
