import { ConfigError } from '../../faults/errors.js'

/** A part of an object's key that has a name. */
export interface PathPart {
  /** As it stands in the key, such as `dt=2026-01-05`. */
  readonly text: string
  /** What it says; null for no value. */
  readonly value: string | null
}

/** Returns the parts of an object's key by their names, in lower case; undefined if the key does not fit the pattern. */
export type PathReader = (key: string) => ReadonlyMap<string, PathPart> | undefined

/** The value that stands for none (https://cwiki.apache.org/confluence/display/Hive/Tutorial). */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__'

/**
 * Reads the folders of a key that are called `name=value`, wherever they stand; names and values
 * are percent-encoded in part. Of several of one name, the last counts.
 *
 * @example
 * ```ts
 * const day = readHivePath('events/dt=2026-01-05/a.json')?.get('dt')?.value
 * ```
 */
export const readHivePath: PathReader = (key) => {
  const parts = new Map<string, PathPart>()
  for (const text of key.split('/').slice(0, -1)) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) continue
    parts.set(decode(name).toLowerCase(), { text, value: value === NO_VALUE ? null : decode(value) })
  }
  return parts
}

/** What is encoded is decoded; what only looks so stays as it is. */
function decode(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

/**
 * Returns what reads keys that begin as `pattern` says: `{name}` stands for a part that has no
 * `/` in it, and `*` for one that nobody asks for. Throws `ConfigError` if the pattern names no part,
 * one of them twice, or two with nothing between them.
 */
export function patternReader(pattern: string): PathReader {
  const names = partsIn(pattern)
  const fault = faultOf(pattern, names)
  if (fault !== undefined) throw new ConfigError('CONFIG_INVALID', `"${pattern}" ${fault}`)
  const expression = pattern.replaceAll(/\{[^{}]*\}|\*|[.+?^$()|[\]\\]/g, (found) => {
    if (found === '*') return '[^/]*'
    return found.startsWith('{') ? '([^/]+)' : `\\${found}`
  })
  const matcher = new RegExp(`^${expression}`, 's')
  return (key) => {
    const values = matcher.exec(key)?.slice(1)
    return values && new Map(names.map((name, index) => [name, partOf(values[index]!)]))
  }
}

function partOf(text: string): PathPart {
  return { text, value: text === NO_VALUE ? null : text }
}

function faultOf(pattern: string, names: readonly string[]): string | undefined {
  if (/[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))) return 'has an unmatched brace.'
  if (names.length === 0) return 'names no part, such as {dt}.'
  if (names.some((name) => name.trim() === '')) return 'has a part without a name.'
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) return `names the part {${twice}} twice.`
  return pattern.includes('}{') ? 'has two parts with nothing between them.' : undefined
}

/** Returns the names of the parts that a text names in braces, in lower case. */
export function partsIn(text: string): string[] {
  return Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name.toLowerCase())
}
