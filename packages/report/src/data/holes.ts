import type { OpenUnit, ReportedStep } from '@arbalest/core'
import { counted, showPartition } from '@arbalest/core/plugin'
import { forgetCommand, retryCommand, runCommand, type CommandPlace } from '@arbalest/core/host'
import type { Hole } from './page.js'

/** How many keys one command names at most. */
const MOST_KEYS = 50

/** Returns what is not loaded as it stands, units first, and what to do; units that follow each other and stand alike are one hole. */
export function holesOf({ open, calendar }: ReportedStep, place: CommandPlace): readonly Hole[] {
  const isSeries = calendar.by === 'partition'
  const units = alike(open).map((group) => holeOf(group, place, isSeries))
  return [...units, ...calendar.missing.map((names) => missingHole(names, place))]
}

function alike(open: readonly OpenUnit[]): readonly (readonly OpenUnit[])[] {
  const groups: OpenUnit[][] = []
  for (const unit of open) {
    const group = groups.at(-1)
    if (group && group.length < MOST_KEYS && isAlike(group[0]!, unit)) group.push(unit)
    else groups.push([unit])
  }
  return groups
}

/** What was tried stands by itself, as what came of it is its own. */
function isAlike(a: OpenUnit, b: OpenUnit): boolean {
  const isTried = a.state === 'failed' || a.error !== undefined || b.error !== undefined
  return !isTried && a.state === b.state && a.behind === b.behind && a.reason === b.reason
}

function holeOf(group: readonly OpenUnit[], place: CommandPlace, isSeries: boolean): Hole {
  const [first, last] = [group[0]!, group.at(-1)!]
  const times = group.flatMap(({ oldest }) => oldest?.getTime() ?? [])
  const [from, to] = [first, last].map(({ key, slots: [slot] }) =>
    isSeries && slot === key ? showPartition(key) : key,
  )
  return {
    state: first.state,
    what: range(from!, to!),
    count: group.length,
    why: whyOf(first),
    ...(times.length > 0 && { oldest: new Date(Math.min(...times)).toISOString() }),
    commands: commandsFor(
      first.state,
      place,
      group.map(({ key }) => key),
    ),
  }
}

function missingHole(names: readonly string[], place: CommandPlace): Hole {
  return {
    state: 'missing',
    what: range(showPartition(names[0]!), showPartition(names.at(-1)!)),
    count: names.length,
    why: 'The source lists nothing here, but before and after it. When its objects are there, a run loads them.',
    commands: [runCommand(place)],
  }
}

function range(from: string, to: string): string {
  return from === to ? from : `${from} … ${to}`
}

function commandsFor(state: Hole['state'], place: CommandPlace, keys: readonly string[]): readonly string[] {
  if (state === 'gone') return [forgetCommand(place, keys)]
  if (state === 'quarantined') return [retryCommand(place, keys), runCommand(place)]
  return [runCommand(place)]
}

function whyOf({ state, behind, error, rejected = 0, reason = 'why is not recorded' }: OpenUnit): string {
  const why = {
    pending: 'It is listed, and not loaded yet.',
    changed: 'Its objects have changed since they were loaded. The next run loads them again.',
    failed: error?.message ?? `${counted(rejected, 'row')} would be refused. Correct the objects, and run.`,
    quarantined: `It was set aside, because it could not be loaded: ${reason}. When its objects are corrected, a run loads it; these commands try it unchanged.`,
    gone: 'It was loaded, and is no longer in the source; its rows are still in the table. Put its objects back; or delete its rows, and remove its record from the journal.',
  }[state]
  const trouble = error && state !== 'failed' ? ` It could not be tried: ${error.message}` : ''
  const lookback = behind
    ? ' No run lists it, because it is before the look-back of the step: remove lookback from the step for this run.'
    : ''
  return `${why}${trouble}${lookback}`
}
