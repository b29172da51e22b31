import type { Parts, PluginContext, PluginKind } from '../contracts/plugin.js'
import { PluginError } from '../faults/errors.js'
import { closeAll } from './close-all.js'
import { container, instanceCachingFactory } from './tsyringe.js'

/** The parts of one step: each is made once, on first use, and closed latest first. */
export interface PartsOfStep extends AsyncDisposable {
  /** Says how the part of this kind is made. */
  register<K extends PluginKind>(kind: K, make: (context: PluginContext) => Parts[K]): void
  get<K extends PluginKind>(kind: K): Parts[K]
}

/** Returns a container for the parts of one step, each of which is given `given` and a way to the others. */
export function containParts(given: Omit<PluginContext, 'get'>): PartsOfStep {
  const parts = container.createChildContainer()
  const made: unknown[] = []
  const making: PluginKind[] = []
  const failures = new Map<PluginKind, unknown>()

  const get: PluginContext['get'] = (kind) => {
    if (failures.has(kind)) throw failures.get(kind)
    if (making.includes(kind)) {
      const circle = [...making.slice(making.indexOf(kind)), kind].join(' → ')
      throw new PluginError('PLUGIN_INVALID', `The parts of "${given.scope}" need each other: ${circle}.`)
    }
    if (!parts.isRegistered(kind))
      throw new PluginError(
        'PLUGIN_INVALID',
        `"${given.scope}" has no ${kind}, which its ${making.at(-1)} asks for.`,
      )
    return parts.resolve(kind)
  }

  return {
    get,
    register(kind, make) {
      parts.register(kind, {
        useFactory: instanceCachingFactory(() => {
          making.push(kind)
          try {
            const part = make({ ...given, get })
            made.push(part)
            return part
          } catch (error) {
            failures.set(kind, error)
            throw error
          } finally {
            making.pop()
          }
        }),
      })
    },
    // tsyringe disposes of what it constructs, not of what a factory returns.
    [Symbol.asyncDispose]: () => closeAll(made.splice(0)),
  }
}
