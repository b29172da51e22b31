import { withoutQuotes, withoutValues, type Rejection } from './rejection.js'

const MOST_GROUPS = 100
const MOST_EXAMPLES = 3

/** Rows that did not fit the same column for the same reason. */
export interface RejectionGroup {
  /** The column, if one is at fault. */
  readonly column?: string | undefined
  /** In the words of the first of them: a reason often repeats the value, or says where in it. */
  readonly reason: string
  /** How many rows they are. */
  readonly count: number
  /** The first three of them. */
  readonly examples: readonly Rejection[]
}

/** Returns `group` with nothing of what the objects hold. */
export function groupWithoutValues(group: RejectionGroup): RejectionGroup {
  return { ...group, reason: withoutQuotes(group.reason), examples: group.examples.map(withoutValues) }
}

/** Groups rejected rows by column and reason as they are reported, and keeps a few of them, however many there are. */
export class RejectionSummary {
  readonly #groups = new Map<string, RejectionGroup & { count: number; readonly examples: Rejection[] }>()
  #others = 0

  /** The summary of what {@link add} is given. */
  static of(rejections: readonly Rejection[], rejected?: number): RejectionSummary {
    const summary = new RejectionSummary()
    summary.add(rejections, rejected)
    return summary
  }

  /** Adds `rejections`, and as many more rows as `rejected` counts besides. Default: no more. */
  add(rejections: readonly Rejection[], rejected: number = rejections.length): void {
    for (const rejection of rejections) this.#add(rejection)
    this.#others += Math.max(0, rejected - rejections.length)
  }

  /** The hundred kinds that came first, those of the most rows at the head, then by column. */
  get groups(): readonly RejectionGroup[] {
    return [...this.#groups.values()].toSorted(
      (a, b) => b.count - a.count || ((a.column ?? '') < (b.column ?? '') ? -1 : 1),
    )
  }

  /** How many rows are in no group: those of kinds that came later, and those that were only counted. */
  get others(): number {
    return this.#others
  }

  #add(rejection: Rejection): void {
    const { column, reason } = rejection
    const kind = `${column ?? ''}\n${kindOf(reason)}`
    const group = this.#groups.get(kind)
    if (group) {
      group.count++
      if (group.examples.length < MOST_EXAMPLES) group.examples.push(rejection)
    } else if (this.#groups.size < MOST_GROUPS) {
      this.#groups.set(kind, { column, reason, count: 1, examples: [rejection] })
    } else {
      this.#others++
    }
  }
}

/** `reason` without what differs from row to row: what it quotes; numbers; and bytes, as in `e0 a1 c7`. */
function kindOf(reason: string): string {
  return withoutQuotes(reason).replaceAll(/\b[\da-f]{2,}(?: [\da-f]{2,})*\b|\d+/gi, '0')
}
