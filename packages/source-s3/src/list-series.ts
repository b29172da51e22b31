import { formatS3Url } from '@arbalest/s3'
import { findPartitions } from './find-partitions.js'
import { HourWatch, refuseMixed } from './granularity.js'
import type { KeyFilter } from './key-filter.js'
import type { ListedObject, Listing } from './list-pages.js'
import { listRun } from './list-run.js'
import { runsOf } from './runs.js'
import type { Series } from './series.js'

/** An object as a listing tells of it, and the partition that it belongs to. */
export interface ListedInSeries extends ListedObject {
  readonly partition: string
}

/**
 * The objects that `filter` wants of a series under a prefix, in the order of
 * partitions and, within one, of keys. All partitions are found before the first
 * object is listed, and what lies among them and is none is told in one notice.
 * Throws `SourceError` where a day has objects of its own as well as hours.
 */
export async function* listSeries(
  listing: Listing,
  series: Series,
  filter: KeyFilter,
  notice: (message: string) => void,
): AsyncGenerator<ListedInSeries, void, undefined> {
  const { bucket, prefix } = listing
  const { pattern, bounds } = series
  const { folders, strays } = await findPartitions(listing, series, filter)
  refuseMixed(folders, bucket)
  if (strays.count > 0) notice(strays.describe(bucket, formatS3Url({ bucket, key: prefix }), pattern.text))
  const watch = pattern.kind === 'day' ? new HourWatch(bucket, notice) : undefined
  for (const run of runsOf(folders, bounds)) {
    for await (const { object, folder } of listRun(listing, run)) {
      if (!filter.wants(object.key.slice(prefix.length))) continue
      watch?.see(folder, object.key)
      yield { ...object, partition: folder.partition }
    }
  }
}
