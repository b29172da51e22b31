import { partitionKind } from '@arbalest/core/plugin'
import { Temporal } from 'temporal-polyfill'

/** Whether this is the name of a time zone, as the IANA keeps them. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** The day after a day, the hour after an hour; undefined after the year 9999. */
export function following(partition: string): string | undefined {
  const next =
    partitionKind(partition) === 'day'
      ? Temporal.PlainDate.from(partition).add({ days: 1 }).toString()
      : hourOf(Temporal.PlainDateTime.from(`${partition}:00`).add({ hours: 1 }))
  return next.length === partition.length ? next : undefined
}

/**
 * When a day or an hour begins in a time zone, as `2018-02-01 05:00:00` in UTC. An
 * hour that occurs twice, as clocks are put back, begins when it does so first; one
 * that does not occur, as clocks are put forward, when the one after it would.
 */
export function beginningOf(partition: string, timeZone: string): string {
  const utc = begin(partition, timeZone).withTimeZone('UTC').toPlainDateTime()
  return utc.toString({ smallestUnit: 'second' }).replace('T', ' ')
}

/** Whether a day or an hour has ever been in a time zone: clocks that are put forward leave an hour out, and a few times a day. */
export function occurs(partition: string, timeZone: string): boolean {
  return hourOf(begin(partition, timeZone).toPlainDateTime()).startsWith(partition)
}

function begin(partition: string, timeZone: string): Temporal.ZonedDateTime {
  return partitionKind(partition) === 'day'
    ? Temporal.PlainDate.from(partition).toZonedDateTime(timeZone)
    : Temporal.PlainDateTime.from(`${partition}:00`).toZonedDateTime(timeZone, {
        disambiguation: 'compatible',
      })
}

/** As partitions are written. */
function hourOf(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'minute' }).slice(0, -':00'.length)
}
