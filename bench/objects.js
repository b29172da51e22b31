// The objects that benchmarks list and load: each is one small document, and none is kept anywhere.

const MULTIPLIERS = [2_654_435_761, 2_246_822_519, 3_266_489_917, 668_265_263]

/** Numbers of 16 bits in hexadecimal. */
const HEX = Array.from({ length: 65_536 }, (_, number) => number.toString(16).padStart(4, '0'))

/** The ETag of each: as hard to compress as a true one, and far quicker to make. */
export function versionOf(index) {
  let version = ''
  for (const factor of MULTIPLIERS) {
    const part = Math.imul(index + factor, factor) >>> 0
    version += HEX[part >>> 16] + HEX[part & 0xffff]
  }
  return version
}

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
