import { ConfigError, isConfigError, isPluginError, type Fault, type PluginError } from './errors.js'

/** Gathers all that is wrong with a configuration, so that it is told at once. */
export class Faults {
  readonly #all = new Map<string, Fault>()
  #count = 0
  #lastPluginError: PluginError | undefined

  /** How many were told, each as often as it was. */
  get count(): number {
    return this.#count
  }

  /** Keeps one fault; once, if it is told several times. */
  add(place: string, message: string): void {
    this.#count++
    this.#all.set(`${place}\n${message}`, { place, message })
  }

  /** What `work` returns; or undefined where it throws a `ConfigError` or a `PluginError`, which is kept, below `place`. */
  gather<T>(place: string, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#keep(place, error)
      return undefined
    }
  }

  /** As {@link gather}, for work that takes time. */
  async gatherAsync<T>(place: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.#keep(place, error)
      return undefined
    }
  }

  /** Throws one `ConfigError` of all faults, if there are any; or the `PluginError`, where that is all. */
  throwIfAny(): void {
    if (this.#all.size === 0) return
    if (this.#all.size === 1 && this.#lastPluginError) throw this.#lastPluginError
    throw new ConfigError('CONFIG_INVALID', [...this.#all.values()])
  }

  #keep(place: string, error: unknown): void {
    if (isConfigError(error)) {
      for (const fault of error.faults) this.add(joinPlaces(place, fault.place), fault.message)
    } else if (isPluginError(error)) {
      this.add(place, error.message)
      this.#lastPluginError = error
    } else {
      throw error
    }
  }
}

/** `inner` as seen from where `outer` stands: `a` and `b` are `a.b`, `a` and `[0]` are `a[0]`. */
export function joinPlaces(outer: string, inner: string): string {
  return outer && inner && !inner.startsWith('[') ? `${outer}.${inner}` : outer + inner
}
