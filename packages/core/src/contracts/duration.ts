import * as v from 'valibot'

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const

const DURATION = /^(\d+)(ms|s|m|h)$/

// What a timer of Node's can wait for (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args).
const LONGEST = 2 ** 31 - 1

/** A valibot schema for a duration as a user writes it, such as `90s`, `15m` or `2h`. */
export const durationSchema = v.pipe(
  v.string('must be a duration, such as 60s, 15m or 2h.'),
  v.regex(DURATION, 'must be a number and a unit (ms, s, m or h), such as 60s, 15m or 2h.'),
  v.check((text) => {
    const milliseconds = parseDuration(text)
    return !(milliseconds <= 0 || milliseconds > LONGEST)
  }, 'must be more than 0, and less than 25 days.'),
)

/**
 * Returns how many milliseconds a duration has that {@link durationSchema} has checked.
 *
 * @example
 * ```ts
 * parseDuration('15m') // 900_000
 * ```
 */
export function parseDuration(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? []
  return Number(amount) * UNITS[unit as keyof typeof UNITS]
}
