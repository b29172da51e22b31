interface Capacity {
  readonly family: string
  /** What has to be as large, or larger, for every value to fit. */
  readonly sizes: readonly number[]
}

/**
 * Whether a column of the type `actual` takes every value that fits `declared`, or not;
 * undefined if the two are not of one kind. Both as `parseColumnType` returns them.
 */
export function compareCapacity(declared: string, actual: string): 'wider' | 'narrower' | undefined {
  const [one, other] = [capacityOf(declared), capacityOf(actual)]
  if (!one || !other || one.family !== other.family) return undefined
  return other.sizes.some((size, index) => size < one.sizes[index]!) ? 'narrower' : 'wider'
}

// The digits before and behind the point; an integer of n digits may hold one more, but not all of them.
const INTEGERS = new Map([
  ['smallint', 4.5],
  ['integer', 9.5],
  ['bigint', 18.5],
])

/** How much a value of a type may hold, if there are types that hold more of the same; undefined for all others. */
function capacityOf(type: string): Capacity | undefined {
  const [, name = type, first = '0', second = '0'] = /^(\w+)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? []
  const digits = INTEGERS.get(name)
  if (digits !== undefined) return { family: 'exact number', sizes: [digits, 0] }
  switch (name) {
    case 'numeric':
      return { family: 'exact number', sizes: [Number(first) - Number(second), Number(second)] }
    case 'real':
      return { family: 'floating point', sizes: [4] }
    case 'double precision':
      return { family: 'floating point', sizes: [8] }
    // A letter of CHAR is one byte, and ASCII.
    case 'char':
      return { family: 'text', sizes: [Number(first), 0] }
    case 'varchar':
      return { family: 'text', sizes: [Number(first), 1] }
    case 'varbyte':
      return { family: 'bytes', sizes: [Number(first)] }
    default:
      return undefined
  }
}
