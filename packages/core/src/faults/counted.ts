const NUMBER = new Intl.NumberFormat('en-US')

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
  return `${NUMBER.format(number)} ${number === 1 ? noun : plural}`
}
