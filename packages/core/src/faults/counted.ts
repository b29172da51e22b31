/**
 * Returns a number with what it counts, for errors and notices. The plural is the noun with an `s` unless you give it.
 *
 * @example
 * ```ts
 * counted(1, 'row') // '1 row'
 * counted(1707, 'row') // '1,707 rows'
 * counted(2, 'key has', 'keys have') // '2 keys have'
 * ```
 */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${amount(number)} ${number === 1 ? noun : plural}`
}

/**
 * Returns a whole number as people read it. `Intl` would do the same, and takes 15 ms of each start to load.
 *
 * @example
 * ```ts
 * amount(1707) // '1,707'
 * ```
 */
export function amount(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
