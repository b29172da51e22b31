import type { UnevenState, UnevenUnit } from '@arbalest/core'
import { count } from '../words/amount.js'
import { commandLine } from '../words/command-line.js'
import { printable } from '../words/printable.js'

/** How many units of a kind are named, and put into one command. */
const MOST_NAMED = 10

/** What mends units of a state, in words; the commands follow. */
const REMEDIES: Readonly<Record<UnevenState, string>> = {
  pending: 'to load them',
  changed: 'to load them as they are now',
  quarantined: 'once their objects are corrected',
  unrecorded: 'to load them again; unless the step replaces rows, first delete those that they have',
  gone: 'put their objects back; or delete their rows, and have them forgotten',
  unnoted: 'if their rows are missing, have them loaded again',
}

/** The units of a step that listing, marks and ledger do not know alike, the first of each state by name. */
export class UnevenUnits {
  readonly #scope: string
  readonly #first = new Map<UnevenState, UnevenUnit[]>()
  readonly #counts = new Map<UnevenState, number>()

  /** `scope` is the step, as `pipeline/step`. */
  constructor(scope: string) {
    this.#scope = scope
  }

  add(unit: UnevenUnit): void {
    const first = this.#first.get(unit.state) ?? []
    if (first.length < MOST_NAMED) first.push(unit)
    this.#first.set(unit.state, first)
    this.#counts.set(unit.state, (this.#counts.get(unit.state) ?? 0) + 1)
  }

  /** The units of a state by name, and what mends them. */
  *describe(state: UnevenState): Generator<string> {
    const units = this.#first.get(state) ?? []
    if (units.length === 0) return
    for (const unit of units) yield `    ${printable(unit.key)}${details(unit)}`
    const others = this.#counts.get(state)! - units.length
    if (others > 0) yield `    and ${count(others, 'other')}; --json prints all`
    const commands = commandsFor(this.#scope, units)
    if (commands.length > 0) yield `    ${REMEDIES[state]}: ${commands.join(' && ')}`
    if (units.some(({ behind }) => behind))
      yield '    what no run lists is loaded by a run of the step without its lookback'
  }
}

/** What mends units of one state: commands to be run one after the other. None for what no run lists. */
export function commandsFor(scope: string, units: readonly UnevenUnit[]): readonly string[] {
  const within = units.filter(({ behind, state }) => !behind || state === 'gone')
  const [first] = within
  if (!first) return []
  const run = ['run', scope.split('/')[0]!]
  const forget = ['journal', 'forget', scope, ...within.map(({ key }) => key)]
  const words = { gone: [forget], unnoted: [forget, run] }[first.state as 'gone' | 'unnoted'] ?? [run]
  const lines = words.map((each) => commandLine(...each))
  return lines.every((line) => line !== undefined) ? lines : []
}

function details({ unnoted = [], behind, lastRead }: UnevenUnit): string {
  const parts = [
    ...(unnoted.length > 0
      ? [`the ledger has no load of ${unnoted.map(printable).join(', ')} as it is`]
      : []),
    ...(lastRead ? [`the warehouse last read some of it at ${lastRead.toISOString()}`] : []),
    ...(behind ? ['before what the step looks back to'] : []),
  ]
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}
