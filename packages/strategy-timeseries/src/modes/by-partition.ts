import { ConfigError, each, type SourceObject } from '@arbalest/core/plugin'

/** The objects of one partition. */
export interface PartitionObjects {
  readonly partition: string
  readonly objects: readonly SourceObject[]
}

/**
 * Yields the objects of a series, which are in the order of their partitions, gathered by
 * partition. Throws `ConfigError` at an object that has none, and if one day has
 * both objects of its own and hours: to replace the day would take away the hours' rows.
 */
export async function* byPartition(
  pages: AsyncIterable<readonly SourceObject[]>,
): AsyncGenerator<PartitionObjects, void, undefined> {
  let current: { partition: string; objects: SourceObject[] } | undefined
  for await (const object of each(pages)) {
    const { partition } = object
    if (partition === undefined) throw noSeries(object)
    if (partition === current?.partition) {
      current.objects.push(object)
      continue
    }
    if (current) {
      if (partition.startsWith(`${current.partition}T`)) throw mixed(current.partition, object)
      yield current
    }
    current = { partition, objects: [object] }
  }
  if (current) yield current
}

function noSeries({ key }: SourceObject): ConfigError {
  return new ConfigError(
    'CONFIG_INVALID',
    `The object "${key}" belongs to no partition, and the strategy timeseries replaces partitions; set the option series of the source.`,
  )
}

function mixed(day: string, { key }: SourceObject): ConfigError {
  return new ConfigError(
    'CONFIG_INVALID',
    `The day "${day}" has objects of its own, and "${key}" belongs to one of its hours; put all objects of a day directly under the day, or all under its hours.`,
  )
}
