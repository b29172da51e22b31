import type { Rejection, RejectionGroup } from '@arbalest/core'
import { counted, groupWithoutValues, type RejectionSummary } from '@arbalest/core/host'
import { excerpt, printable } from './printable.js'

const MOST_GROUPS = 20

/** Returns the groups of rows that did not fit, without what the objects hold unless `showValues`. */
export function shownGroups({ groups }: RejectionSummary, showValues: boolean): readonly RejectionGroup[] {
  return showValues ? groups : groups.map(groupWithoutValues)
}

/** Rows that did not fit, for a person to read: a line for each column and reason, and below it one for each example. */
export function describeRejections(summary: RejectionSummary, showValues: boolean): string[] {
  const groups = shownGroups(summary, showValues)
  const shown = groups.slice(0, MOST_GROUPS)
  const rest = groups.slice(MOST_GROUPS).reduce((sum, group) => sum + group.count, summary.others)
  return [...shown.flatMap(describeGroup), ...(rest > 0 ? [`  ${counted(rest, 'row')} more`] : [])]
}

function describeGroup({ column, reason, count: rows, examples }: RejectionGroup): string[] {
  const where = column === undefined ? '' : `, column "${printable(column)}"`
  return [`  ${counted(rows, 'row')}${where}: ${printable(reason)}`, ...examples.map(describeExample)]
}

function describeExample({ object, line, column, position, value, rawLine }: Rejection): string {
  const place = column === undefined && position !== undefined ? `, position ${position}` : ''
  const what = value === undefined ? '' : `, value "${excerpt(value, position)}"`
  const raw = rawLine === undefined ? '' : `: ${excerpt(rawLine, column === undefined ? position : 0)}`
  return `    ${printable(object)}, line ${line}${place}${what}${raw}`
}
