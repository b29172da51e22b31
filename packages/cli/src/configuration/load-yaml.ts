import { CORE_SCHEMA, load, Type, type LoadOptions } from 'js-yaml'

// The parser's default has times as well, and makes a Date of 2018-02-31: one in March.
const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (key) => key === '<<' })
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] })

/** Values that a configuration may have, each alias counted as what it stands for: a few lines of aliases can stand for billions. */
const MOST_VALUES = 100_000

/**
 * Returns what a YAML text says; a day is text, with or without quotes. Throws the parser's own
 * error, which has `reason` and `mark`.
 */
export function loadYaml(text: string, options: Pick<LoadOptions, 'listener'> = {}): unknown {
  const value = load(text, { ...options, schema: SCHEMA })
  if (countUpTo(MOST_VALUES + 1, value) > MOST_VALUES)
    throw new Error(`It has more than ${MOST_VALUES} values, including those of aliases.`)
  return value
}

/** Returns how many values there are in `value`, or `most` if there are at least so many. */
function countUpTo(most: number, value: unknown): number {
  let count = 1
  if (typeof value !== 'object' || value === null) return count
  for (const inner of Object.values(value)) {
    if (count >= most) return most
    count += countUpTo(most - count, inner)
  }
  return count
}
