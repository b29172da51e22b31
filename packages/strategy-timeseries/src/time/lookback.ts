import { ConfigError, parsePartition, partitionKind, showPartition } from '@arbalest/core/plugin'
import { Temporal } from 'temporal-polyfill'

/** How far behind the newest partition loaded others are still listed. */
export interface Lookback {
  readonly amount: number
  readonly unit: 'days' | 'hours' | 'numbers'
}

/** `2 days`, `36 hours`, or a number for a series of numbers; undefined where it is none of these. */
export function parseLookback(value: string | number): Lookback | undefined {
  const [, time, unit, number = time] = /^(?:(\d{1,5}) (day|hour)s?|(\d{1,15}))$/.exec(String(value)) ?? []
  if (number === undefined) return undefined
  return { amount: Number(number), unit: unit === undefined ? 'numbers' : `${unit as 'day' | 'hour'}s` }
}

// A journal has other keys where the step had another strategy before.
const PARTITION = /^(?:\d{20}|\d{4}-\d{2}-\d{2}(?:T\d{2})?)$/

/**
 * The partition that is so far behind the key `newest`, or the first there can be;
 * undefined where the key is no partition. Throws `ConfigError` where that is of
 * another kind than the look-back.
 */
export function lookBack(newest: string, lookback: Lookback): string | undefined {
  if (!PARTITION.test(newest)) return undefined
  requireFitting(lookback, newest)
  const { amount, unit } = lookback
  const kind = partitionKind(newest)
  if (kind === 'number') {
    const number = BigInt(newest) - BigInt(amount)
    return parsePartition(String(number < 0n ? 0n : number))
  }
  // Wall clocks suffice: a look-back need not be exact to the hour where they are changed.
  const newestTime = Temporal.PlainDateTime.from(kind === 'day' ? newest : `${newest}:00`)
  const time = newestTime.subtract({ [unit]: amount })
  if (time.year < 0) return '0000-01-01'
  // A day, so that no part of it is left out, where the look-back is in days.
  return time.toString().slice(0, unit === 'days' ? '2018-02-01'.length : newest.length)
}

/** Throws `ConfigError` where the look-back is not of the kind of `partition`. */
export function requireFitting({ amount, unit }: Lookback, partition: string): void {
  const isNumber = partitionKind(partition) === 'number'
  if (isNumber === (unit === 'numbers')) return
  const given = isNumber ? `${amount} ${unit}` : amount
  throw new ConfigError(
    'CONFIG_INVALID',
    `The look-back ${given} does not fit the partition "${showPartition(partition)}"; write ${isNumber ? 'a number, such as lookback: 2' : 'days or hours, such as lookback: 2 days'}.`,
  )
}
