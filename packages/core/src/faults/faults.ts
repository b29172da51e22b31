import { ConfigError, isConfigError, isPluginError, PluginError } from './errors.js'
import type { Fault, FaultPath } from './fault.js'

/** Gathers all that is wrong with a configuration, so that it is reported at once. */
export class Faults {
  readonly #all = new Map<string, Fault>()
  #count = 0
  #lastPluginError: PluginError | undefined
  readonly #kept = new WeakSet<object>()

  /** How many were added, each as often as it was. */
  get count(): number {
    return this.#count
  }

  /** Keeps one fault; once, if it is added several times. */
  add(path: FaultPath, message: string): void {
    this.#count++
    this.#all.set(JSON.stringify([path, message]), { path, message })
  }

  /** Keeps faults that were found below `path`. */
  addAll(path: FaultPath, faults: Iterable<Fault>): void {
    for (const fault of faults) this.add([...path, ...fault.path], fault.message)
  }

  /** Returns what `work` returns; or undefined if it throws a `ConfigError` or a `PluginError`, which is kept, below `path`. */
  gather<T>(path: FaultPath, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#keep(path, error)
      return undefined
    }
  }

  /** Does what {@link gather} does, for work that takes time. */
  async gatherAsync<T>(path: FaultPath, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.#keep(path, error)
      return undefined
    }
  }

  /** Throws one `ConfigError` of all faults, if there are any; or the `PluginError`, with its place, if that is all. */
  throwIfAny(): void {
    if (this.#all.size === 0) return
    const faults = [...this.#all.values()]
    if (faults.length === 1 && this.#lastPluginError) {
      const { code } = this.#lastPluginError
      throw new PluginError(code, faults[0]!, { cause: this.#lastPluginError })
    }
    throw new ConfigError('CONFIG_INVALID', faults)
  }

  /** An error that is thrown again, as a part was asked for again, is kept where it was thrown first. */
  #keep(path: FaultPath, error: unknown): void {
    if (typeof error === 'object' && error !== null) {
      if (this.#kept.has(error)) return
      this.#kept.add(error)
    }
    if (isConfigError(error)) {
      this.addAll(path, error.faults)
    } else if (isPluginError(error)) {
      this.add(path, error.message)
      this.#lastPluginError = error
    } else {
      throw error
    }
  }
}
