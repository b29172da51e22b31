// The objects that benchmarks list and load: each is one small document, and none is kept anywhere.

/** The ETag of each. */
export const VERSION = 'd41d8cd98f00b204e9800998ecf8427e'

export const keyOf = (index) => `events/part-${numberOf(index)}.json`

export const contentOf = (index) => `{"part":"${numberOf(index)}","value":2.5}\n`

/** The index of the object under `key`, or undefined where that is none of them. */
export function indexOf(key) {
  const [, number] = /^events\/part-(\d{10})\.json$/.exec(key) ?? []
  return number === undefined ? undefined : Number(number)
}

function numberOf(index) {
  return String(index).padStart(10, '0')
}
