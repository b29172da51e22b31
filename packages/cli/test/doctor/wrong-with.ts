import type { DiagnosedStep } from '@arbalest/core'
import type { Clinic, Otherwise } from './clinic.js'

/** What a diagnosis finds wrong: outcome and check, with what to do. */
export async function wrongWith(
  clinic: Clinic,
  otherwise?: Otherwise,
): Promise<Readonly<Record<string, string>>> {
  const found = await clinic.diagnose(otherwise)
  const wrong = found.filter(({ outcome }) => outcome === 'failed' || outcome === 'look')
  return Object.fromEntries(wrong.map((each) => [`${each.outcome}: ${each.check}`, cureOf(each)]))
}

function cureOf({ detail = '', remedy }: DiagnosedStep): string {
  if (!remedy) return detail
  const { advice, ask, grants = [] } = remedy
  return [advice, `ask ${ask}`, ...grants.map((grant) => JSON.stringify(grant))].join(' | ')
}
