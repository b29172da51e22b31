import { partitionKind, SourceError } from '@arbalest/core/plugin'
import type { ObjectStore } from '@arbalest/s3'
import type { PartitionFolder } from '../listing/list-run.js'
import type { Found } from './find-partitions.js'

const HOUR = /^(?:(?:hour|hr|hh|h)=)?(?:[01]\d|2[0-3])$/i

/** Throws `SourceError` if a day was found both as itself and by its hours. */
export function refuseMixed(folders: Found['folders'], store: ObjectStore): void {
  const days = new Map<string, PartitionFolder>()
  for (const folder of folders) {
    if (folder && partitionKind(folder.partition) === 'day') days.set(folder.partition, folder)
  }
  for (const folder of folders) {
    const day =
      folder && partitionKind(folder.partition) === 'hour' && days.get(folder.partition.slice(0, 10))
    if (day) throw mixed(store, day.prefix, folder.prefix)
  }
}

/** Watches for folders of hours in a series of days, as these are listed. */
export class HourWatch {
  readonly #store: ObjectStore
  readonly #notice: (message: string) => void
  #day: string | undefined
  #hasObjects = false
  #hour: string | undefined
  #told = false

  constructor(store: ObjectStore, notice: (message: string) => void) {
    this.#store = store
    this.#notice = notice
  }

  /** Reports the first day that has hours; throws `SourceError` if such a day has objects of its own as well. */
  see({ prefix, partition }: PartitionFolder, key: string): void {
    if (partition !== this.#day) {
      this.#day = partition
      this.#hasObjects = false
      this.#hour = undefined
    }
    const end = key.indexOf('/', prefix.length)
    if (end < 0) this.#hasObjects = true
    else if (HOUR.test(key.slice(prefix.length, end))) this.#hour ??= key.slice(0, end + 1)
    if (this.#hour === undefined) return
    if (this.#hasObjects) throw mixed(this.#store, prefix, this.#hour)
    if (!this.#told) this.#tell(this.#hour)
  }

  #tell(hour: string): void {
    this.#told = true
    this.#notice(
      `"${this.#store.url(hour)}" looks like an hour: it is loaded with its whole day, because the pattern of the series ends with days.`,
    )
  }
}

function mixed(store: ObjectStore, day: string, hour: string): SourceError {
  return new SourceError(
    'SERIES_MIXED',
    `"${store.url(day)}" has objects of its own as well as hours, such as "${store.url(hour)}", and the same rows may be in both; move one kind away, or leave it out with exclude.`,
  )
}
