import 'reflect-metadata' // tsyringe refuses to load without it; nothing here uses it
import { container, instanceCachingFactory } from 'tsyringe'
import type { Parts, PluginContext, PluginKind } from '../contracts/plugin.js'

/** The parts of one step: each is made once, on first use, and closed latest first. */
export interface PartsOfStep extends AsyncDisposable {
  /** Says how the part of this kind is made. */
  register<K extends PluginKind>(kind: K, make: (context: PluginContext) => Parts[K]): void
  get<K extends PluginKind>(kind: K): Parts[K]
}

/** A container for the parts of one step, each of which is given `given` and a way to the others. */
export function containParts(given: Omit<PluginContext, 'get'>): PartsOfStep {
  const parts = container.createChildContainer()
  const made: unknown[] = []
  const get: PluginContext['get'] = (kind) => parts.resolve(kind)

  return {
    get,
    register(kind, make) {
      parts.register(kind, {
        useFactory: instanceCachingFactory(() => {
          const part = make({ ...given, get })
          made.push(part)
          return part
        }),
      })
    },
    // tsyringe disposes of what it constructs, not of what a factory returns.
    async [Symbol.asyncDispose]() {
      for (const part of made.splice(0).toReversed()) {
        await (part as Partial<AsyncDisposable>)[Symbol.asyncDispose]?.()
      }
    },
  }
}
