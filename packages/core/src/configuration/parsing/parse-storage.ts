import { keysOf } from '../../contracts/options-schema.js'
import type { OptionsSchema } from '../../contracts/plugin.js'
import { check } from '../../faults/check.js'
import { didYouMean } from '../../faults/meant-by.js'
import type { FaultPath } from '../../faults/fault.js'
import type { Faults } from '../../faults/faults.js'

/** What a sink says that it knows of tables or columns besides what all sinks do; undefined if it is not known which sink that is. */
export interface StorageKeys {
  readonly schema: OptionsSchema<object> | undefined
  readonly keys: readonly string[]
}

/** Returns the keys of `schema`, none if there is none. */
export function storageKeys(schema: OptionsSchema<object> | undefined): StorageKeys {
  return { schema, keys: schema ? keysOf(schema) : [] }
}

/**
 * Returns `storage` as the sink's schema completes it. Each key that is neither among those nor
 * among `others`, the keys that all sinks have there, is added to `faults`.
 */
export function parseStorage<T extends object>(
  storage: T,
  known: StorageKeys | undefined,
  others: readonly string[],
  { path, faults }: { readonly path: FaultPath; readonly faults: Faults },
): T {
  if (!known) return storage
  const given = Object.entries(storage)
  for (const [key] of given) {
    if (known.keys.includes(key)) continue
    const keys = [...others, ...known.keys]
    faults.add([...path, key], `is not known here; the keys are ${keys.join(', ')}.${didYouMean(key, keys)}`)
  }
  const own = Object.fromEntries(given.filter(([key]) => known.keys.includes(key)))
  return known.schema ? ((faults.gather(path, () => check(known.schema!, own)) ?? own) as T) : storage
}
