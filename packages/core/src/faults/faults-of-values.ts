import { counted } from './counted.js'
import type { Fault } from './fault.js'

/**
 * Returns what is wrong between the `named` numbers of values in a statement, such as 2 for `$2`, and the `count` of values
 * that are given: each number must have its value, and each value its number. Paths begin at the statement.
 *
 * @example
 * ```ts
 * faultsOfValues(new Set([2]), 1) // there is no $2, and $1 is not named
 * ```
 */
export function faultsOfValues(named: ReadonlySet<number>, count: number): readonly Fault[] {
  const isGiven = (number: number) => number >= 1 && number <= count
  const given = Array.from({ length: count }, (_, index) => index + 1)
  return [
    ...[...named]
      .filter((number) => !isGiven(number))
      .map((number): Fault => {
        const message = `has ${counted(count, 'value')}, and the statement names $${number}.`
        return { path: ['values'], message }
      }),
    ...given
      .filter((number) => !named.has(number))
      .map((number): Fault => {
        return { path: ['values', number - 1], message: `is not named in the statement, as $${number}.` }
      }),
  ]
}
