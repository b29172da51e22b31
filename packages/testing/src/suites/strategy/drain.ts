import type { LoadStep } from '@arbalest/core'
import { load } from '@arbalest/core/host'

/** Loads all that is pending; returns how many units that was. */
export async function drain(step: LoadStep): Promise<number> {
  let units = 0
  for await (const event of load(step, new AbortController().signal)) {
    if (event.type === 'loading') units += event.units.length
  }
  return units
}
