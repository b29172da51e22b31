import type { Series } from '@arbalest/listing'
import type { ListedObject } from '@arbalest/s3'
import { listRun } from '../listing/list-run.js'
import { findPartitions, type SeriesPlace } from './find-partitions.js'
import { HourWatch, refuseMixed } from './granularity.js'
import { runsOf } from './runs.js'

/** An object as a listing describes it, and the partition that it belongs to. */
export interface ListedInSeries extends ListedObject {
  readonly partition: string
}

/** How a series is listed. */
interface ListSeriesOptions {
  /** Called with what lies among the partitions and is none. */
  readonly notice: (message: string) => void
  /** How many requests are under way at once. */
  readonly parallel: number
}

/**
 * Yields the objects of a series that are wanted, page by page, in the order of partitions and, within
 * one, of keys. All partitions are found before the first object is listed; what lies
 * among them and is none is reported in one notice. Throws `SourceError` if a day has
 * objects of its own as well as hours.
 */
export async function* listSeries(
  place: SeriesPlace,
  series: Series,
  { notice, parallel }: ListSeriesOptions,
): AsyncGenerator<readonly ListedInSeries[], void, undefined> {
  const { store, prefix, data } = place
  const { pattern, bounds } = series
  const { folders, strays } = await findPartitions(place, series)
  refuseMixed(folders, store)
  data.tell(strays.hidden)
  if (strays.count > 0) notice(strays.describe(store, prefix, pattern.text))
  const watch = pattern.kind === 'day' ? new HourWatch(store, notice) : undefined
  for (const run of runsOf(folders, bounds)) {
    for await (const page of listRun(store, run, parallel)) {
      const wanted = page.flatMap(({ object, folder }) => {
        const [kept] = data.keep([object], folder.prefix)
        if (kept) watch?.see(folder, object.key)
        return kept ? [{ ...kept, partition: folder.partition }] : []
      })
      yield wanted
    }
  }
}
