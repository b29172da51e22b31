import type { UnevenState, UnevenUnit } from '@arbalest/core'
import { type CommandPlace, counted, forgetCommand, runCommand } from '@arbalest/core/host'
import { printable } from '../words/printable.js'

/** How many units of a kind are named, and put into one command. */
const MOST_NAMED = 10

/** What mends units of a state, in words; the commands follow. */
const REMEDIES: Readonly<Record<UnevenState, string>> = {
  pending: 'to load them',
  changed: 'to load them as they are now',
  quarantined: 'after their objects are corrected',
  unrecorded: 'to load them again; unless the step replaces rows, first delete their rows',
  gone: 'put their objects back; or delete their rows, and forget them',
  unnoted: 'if their rows are missing, load them again',
}

/** The units of a step that listing, marks and ledger do not know alike, the first of each state by name. */
export class UnevenUnits {
  readonly #place: CommandPlace
  readonly #first = new Map<UnevenState, UnevenUnit[]>()
  readonly #counts = new Map<UnevenState, number>()

  /** `place` is where commands find the step. */
  constructor(place: CommandPlace) {
    this.#place = place
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
    if (others > 0) yield `    and ${counted(others, 'other')}; --json prints all`
    const commands = commandsFor(this.#place, units)
    if (commands.length > 0) yield `    ${REMEDIES[state]}: ${commands.join(' && ')}`
    if (units.some(({ behind }) => behind))
      yield '    a run of the step without its lookback loads what no other run lists'
  }
}

/** What mends units of one state: commands to be run one after the other. None for what no run lists. */
export function commandsFor(place: CommandPlace, units: readonly UnevenUnit[]): readonly string[] {
  const within = units.filter(({ behind, state }) => !behind || state === 'gone')
  const [first] = within
  if (!first) return []
  const keys = within.map(({ key }) => key)
  if (first.state === 'gone') return [forgetCommand(place, keys)]
  return first.state === 'unnoted' ? [forgetCommand(place, keys), runCommand(place)] : [runCommand(place)]
}

function details({ unnoted = [], behind, lastRead }: UnevenUnit): string {
  const parts = [
    ...(unnoted.length > 0
      ? [`the ledger has no load of ${unnoted.map(printable).join(', ')} at its current version`]
      : []),
    ...(lastRead ? [`the warehouse last read some of it at ${lastRead.toISOString()}`] : []),
    ...(behind ? ["before the step's look-back"] : []),
  ]
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}
