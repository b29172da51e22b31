import leven from 'leven'

/** Names of other lengths are compared no further: it takes the product of both. */
const LONGEST = 100

/** Returns a sentence, with a space before it, that asks whether one of `candidates` was meant; nothing if none is like `name`. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const meant = meantBy(name, candidates)
  return meant ? ` Did you mean "${meant}"?` : ''
}

/** Returns which of `candidates` somebody meant who wrote `name`; undefined if none is like it. */
export function meantBy(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Infinity
  for (const candidate of candidates) {
    const distance = distanceBetween(name, candidate)
    if (distance >= least) continue
    best = candidate
    least = distance
  }
  return best
}

/** Returns how unlike two names are; infinite if nobody takes one for the other. */
function distanceBetween(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  if (one === other) return 0
  // One level too high or too low.
  if (lastPart(one) === lastPart(other)) return 0.5
  const most = Math.min(MOST_EDITS, Math.floor(Math.min(a.length, b.length) / LETTERS_AN_EDIT))
  const distance = isSwapped(one, other) ? 1 : leven(one, other, { maxDistance: most + 1 })
  return distance <= most ? distance : Infinity
}

/** Whether the names differ by two neighbours alone that have changed places: one slip of the fingers, and two edits. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return `${one.slice(0, at)}${one.charAt(at + 1)}${one.charAt(at)}${one.slice(at + 2)}` === other
}

const MOST_EDITS = 3
const LETTERS_AN_EDIT = 3

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
