import type { Finding, Grant } from '@arbalest/core'
import { printable } from './printable.js'

const SIGNS = { passed: '✓', look: '!', failed: '✗', skipped: '–' } as const

/** What a check found, as lines for a person: what it was, what came of it, and what to do about it. */
export function describeFinding({ check, outcome, detail, remedy }: Finding): string[] {
  const skipped = outcome === 'skipped' ? ' (skipped)' : ''
  const said = detail === undefined ? '' : `: ${printable(detail)}`
  const first = `  ${SIGNS[outcome]} ${printable(check)}${skipped}${said}`
  if (!remedy) return [first]
  const { advice, ask, grants = [] } = remedy
  return [
    first,
    `      to do: ${printable(advice)}`,
    `      ask: ${printable(ask)}`,
    ...grants.map((grant) => `      ${printable(describeGrant(grant))}`),
  ]
}

/** Text that can be pasted: into a policy, or into a client of SQL. */
function describeGrant(grant: Grant): string {
  return typeof grant === 'string' ? `${grant};` : JSON.stringify(grant)
}
