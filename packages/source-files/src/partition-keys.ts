import { compareKeys, isWithin, SourceError, type PartitionBounds } from '@arbalest/core/plugin'
import { readFolder, type Series } from '@arbalest/listing'

/** A file's key, and the partition of a series that it belongs to. */
interface PartitionedKey {
  readonly key: string
  readonly partition: string
}

/** What of a list of keys is a series. */
export interface Partitioned {
  /** Those within bounds, in the order of partitions and, within each, of keys. */
  readonly keys: readonly PartitionedKey[]
  /** Those that are no part of the series, whatever its bounds. */
  readonly strays: readonly string[]
  /** A key that lies in what looks like an hour, although the series is one of days. */
  readonly hour?: string | undefined
}

/**
 * Finds the partition of each of `keys`, which are in order. Throws `SourceError` with the code
 * `SERIES_MIXED` if a day has files of its own as well as hours.
 */
export function partitionKeys(keys: readonly string[], series: Series): Partitioned {
  const found: PartitionedKey[] = []
  const strays: string[] = []
  for (const key of keys) {
    const partition = partitionOf(key, series)
    if (partition === undefined) strays.push(key)
    else found.push({ key, partition })
  }
  const hours = series.pattern.kind === 'number' ? new Map<string, string>() : hoursOf(found, series)
  const within = found.filter(({ partition }) => isWithin(partition, series.bounds))
  const hour = series.pattern.kind === 'day' ? within.find(({ key }) => hours.has(key))?.key : undefined
  // toSorted keeps the order of keys within a partition.
  return { keys: within.toSorted((a, b) => compareKeys(a.partition, b.partition)), strays, hour }
}

/** Undefined if `key` is no part of the series. A file directly in a day is of that day, even if hours are looked for. */
function partitionOf(key: string, { pattern }: Series): string | undefined {
  const names = key.split('/').slice(0, -1)
  let said = ''
  for (const [level, folder] of pattern.folders.entries()) {
    const name = names[level]
    if (name === undefined) return level > 0 && folder.parts.join() === 'hour' ? said : undefined
    const next = readFolder(folder, said, name)
    if (next === undefined) return undefined
    said = next
  }
  return said
}

const HOUR = /^(?:(?:hour|hr|hh|h)=)?(?:[01]\d|2[0-3])$/i

/** Returns the days of the keys that lie in an hour, by key; refuses a day that has other keys too. */
function hoursOf(keys: readonly PartitionedKey[], { pattern, bounds }: Series): Map<string, string> {
  const hours = new Map<string, string>()
  const others = new Map<string, string>()
  for (const { key, partition } of keys) {
    const day = partition.slice(0, '2018-02-01'.length)
    if (!isWithin(day, daysOf(bounds))) continue
    const below = key.split('/').slice(pattern.folders.length)
    if (partition !== day || (below.length > 1 && HOUR.test(below[0]!))) hours.set(key, day)
    else if (below.length < 2) others.set(day, key)
  }
  for (const [hour, day] of hours) {
    const other = others.get(day)
    if (other !== undefined) throw mixed(day, other, hour)
  }
  return hours
}

/** Whole days, so that one that has hours and files of its own is seen. */
function daysOf({ start, end }: PartitionBounds): PartitionBounds {
  return { start: start?.slice(0, '2018-02-01'.length), end }
}

function mixed(day: string, other: string, hour: string): SourceError {
  return new SourceError(
    'SERIES_MIXED',
    `${day} has files of its own, such as "${other}", as well as hours, such as "${hour}", and the same rows may be in both; move one kind away, or leave it out with exclude.`,
  )
}
