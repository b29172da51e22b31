import { diff, verify, type Pipeline } from '@arbalest/core'

/** Returns whether all that the sources list is loaded as it now stands, into tables that take what their targets say. */
export async function isUpToDate(pipeline: Pipeline): Promise<boolean> {
  for await (const { step, differences } of diff([pipeline])) {
    if (differences.some(({ effect }) => effect !== 'harmless')) return false
    for await (const found of verify(step)) {
      if (found.type === 'verified' && found.pending + found.changed > 0) return false
    }
  }
  return true
}
