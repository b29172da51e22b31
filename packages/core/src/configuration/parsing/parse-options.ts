import type { AnyPlugin } from '../../contracts/plugin.js'
import { check } from '../../faults/check.js'
import { ConfigError, isConfigError } from '../../faults/errors.js'
import type { FaultPath } from '../../faults/fault.js'
import type { Faults } from '../../faults/faults.js'

/** Where options stand, and what a step adds to those of its sink. */
interface Place {
  readonly path: FaultPath
  readonly copy?: Readonly<Record<string, unknown>> | undefined
  readonly stepPath: FaultPath
  readonly faults: Faults
}

/** Returns the options that a user wrote for `plugin` as its schema completes them; undefined if they are wrong. */
export function parseOptions(
  plugin: AnyPlugin,
  given: unknown,
  { path, copy, stepPath, faults }: Place,
): unknown {
  if (!copy) return faults.gather(path, () => check(plugin.options, given ?? {}))
  const options = Object(given ?? {}) as { readonly copy?: object }
  return faults.gather(path, () => {
    try {
      return check(plugin.options, { ...options, copy: { ...options.copy, ...copy } })
    } catch (error) {
      if (!isConfigError(error)) throw error
      // A fault in what the step itself wrote is reported where it wrote it.
      const isOwn = (fault: { path: FaultPath }) =>
        fault.path[0] === 'copy' && Object.hasOwn(copy, String(fault.path[1]))
      faults.addAll(stepPath, error.faults.filter(isOwn))
      const rest = error.faults.filter((fault) => !isOwn(fault))
      if (rest.length > 0) throw new ConfigError('CONFIG_INVALID', rest)
      return undefined
    }
  })
}
