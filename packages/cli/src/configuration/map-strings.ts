import type { FaultPath } from '@arbalest/core/host'

/**
 * Returns a copy of `value` in which each string is what `change` returns for it and for the
 * path at which it stands. Only data is gone through: a plugin, which holds functions, and an
 * instance of a class are passed on as they are.
 */
export function mapStrings(value: unknown, change: (text: string, path: FaultPath) => string): unknown {
  return mapAt(value, change, [], [])
}

function mapAt(
  value: unknown,
  change: (text: string, path: FaultPath) => string,
  path: FaultPath,
  parents: readonly unknown[],
): unknown {
  if (typeof value === 'string') return change(value, path)
  if (parents.includes(value)) return value // a YAML alias may stand within what it names
  const within = [...parents, value]
  if (Array.isArray(value)) return value.map((item, index) => mapAt(item, change, [...path, index], within))
  if (!isData(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapAt(item, change, [...path, key], within)]),
  )
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return !Object.values(value).some((item) => typeof item === 'function')
}
