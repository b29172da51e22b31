import type { Observer } from '../contracts/events/observer.js'
import { makeParts, registerPart, type Assembling, type Wanted } from './assemble-step.js'
import { containParts } from './container.js'

/** Returns the observers of a pipeline. */
export async function assembleObservers(assembling: Assembling): Promise<readonly Observer[]> {
  const { configuration, pipeline, signal, notice, faults, made } = assembling
  const observers: Observer[] = []
  for (const [index, use] of (configuration.observers ?? []).entries()) {
    const before = faults.count
    const wanted: Wanted = { kind: 'observer', use, path: ['observers', index] }
    const parts = containParts({ scope: pipeline, signal, notice: (message) => notice(pipeline, message) })
    made.push(parts)
    await registerPart(wanted, undefined, [], parts, assembling)
    if (faults.count === before) makeParts([wanted], parts, faults)
    if (faults.count === before) observers.push(parts.get('observer'))
  }
  return observers
}
