import type { RejectionGroup } from '@arbalest/core'
import type { RejectionSummary } from '@arbalest/core/host'
import { count } from './amount.js'

const MOST_GROUPS = 20

/** Rows that did not fit, for a person to read: a line for each column and reason, and below it one for each example. */
export function describeRejections({ groups, others }: RejectionSummary): string[] {
  const shown = groups.slice(0, MOST_GROUPS)
  const rest = groups.slice(MOST_GROUPS).reduce((sum, group) => sum + group.count, others)
  return [...shown.flatMap(describeGroup), ...(rest > 0 ? [`  ${count(rest, 'row')} more`] : [])]
}

function describeGroup({ column, reason, count: rows, examples }: RejectionGroup): string[] {
  const where = column === undefined ? '' : `, column "${column}"`
  return [
    `  ${count(rows, 'row')}${where}: ${reason}`,
    ...examples.map(({ object, line, value }) => {
      const what = value === undefined ? '' : `, value ${JSON.stringify(value)}`
      return `    ${object}, line ${line}${what}`
    }),
  ]
}
