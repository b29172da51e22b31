import type { Column, Path } from '../target/target.js'
import { NAMED_ELEMENTS } from './names.js'

/** What a target names at one place of a document. */
export interface Declared {
  /** The columns that take the value there, or one that is not told apart within it. */
  readonly columns: readonly string[]
  /** Whether a column takes all that stands there, or in an object around it. */
  readonly whole: boolean
  readonly within: ReadonlyMap<string, Declared>
  /** By the indexes of the elements of the array that stands there. */
  readonly elements: ReadonlyMap<number, Declared>
}

/** Returns what the columns that are filled by properties name, from the top of a document on. */
export function declaredBy(columns: readonly Column[]): Declared {
  const named = columns.filter(({ path }) => typeof path[0] !== 'number').map(placeOf)
  return declaredAt(named)
}

interface Place {
  readonly column: string
  /** What is left of its path, as far as names are told apart. */
  readonly path: Path
  /** Whether its column takes only a part of what stands there. */
  readonly isPart: boolean
}

/** An index leads to names only if a name comes next, and if elements are told apart so far behind. */
function placeOf({ name, path }: Column): Place {
  const end = path.findIndex(
    (step, index) =>
      typeof step === 'number' && (step >= NAMED_ELEMENTS || typeof path[index + 1] !== 'string'),
  )
  return { column: name, path: end < 0 ? path : path.slice(0, end), isPart: end >= 0 }
}

function declaredAt(places: readonly Place[], isWithinWhole = false): Declared {
  const here = places.filter(({ path }) => path.length === 0)
  const whole = isWithinWhole || here.some(({ isPart }) => !isPart)
  const within = new Map<string, Declared>()
  const elements = new Map<number, Declared>()
  for (const step of new Set(places.flatMap(({ path }) => path.slice(0, 1)))) {
    const inner = places
      .filter(({ path }) => path[0] === step)
      .map((place) => ({ ...place, path: place.path.slice(1) }))
    const declared = declaredAt(inner, whole)
    if (typeof step === 'number') elements.set(step, declared)
    else within.set(step, declared)
  }
  return { columns: here.map(({ column }) => column), whole, within, elements }
}
