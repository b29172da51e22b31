import { setTimeout as sleep } from 'node:timers/promises'
import type { Ended } from './command.js'
import type { Exchange, Fate, Moment } from '../proxies/exchange.js'
import type { Trial } from './trial.js'

/** An instant in a run, counted from the first there is. */
export interface Instant {
  readonly number: number
  readonly exchange: Exchange
  readonly moment: Moment
}

/** Where in a run an instant is, such as `redshift: commit, given`; there may be several. */
type Place = string

/**
 * Which instant of a run: that of a number, or the first at a place. Where a run does two things at once, their
 * order differs from run to run, and so may what has a number.
 */
export type Spot = number | Place

/** Returns the place of an exchange such as `redshift: commit`. Throws if none of `instants` is there. */
export function placeIn(instants: readonly Instant[], name: string, at: Moment): Place {
  const place = `${name}, ${at}`
  if (!instants.some(({ exchange, moment }) => placeOf(exchange, moment) === place))
    throw new Error(`A run that nobody disturbed has no "${name}", ${at}`)
  return place
}

function placeOf({ to, what }: Exchange, moment: Moment): Place {
  return `${to}: ${what}, ${moment}`
}

/** When a command is to be killed. */
export interface KillAt {
  readonly spot: Spot
  /**
   * What comes of the exchange: it ends with the connection; the server learns only when it
   * has answered (`linger`); or it goes on, and the kill follows so many milliseconds later.
   */
  readonly how: 'break' | 'linger' | number
}

/** All instants there are in a run that nobody disturbs. */
export async function instantsOf(trial: Trial): Promise<Instant[]> {
  const instants: Instant[] = []
  trial.watch = (exchange, moment) => {
    instants.push({ number: instants.length, exchange, moment })
    return 'pass'
  }
  const { exitCode, stderr } = await trial.run()
  if (exitCode !== 0) throw new Error(`A run that nobody disturbed ended with ${exitCode}: ${stderr}`)
  return instants
}

/** Runs the command and kills it; answers where that was, or undefined where it ended before it came to that. */
export async function runAndKill(trial: Trial, { spot, how }: KillAt): Promise<Place | undefined> {
  let killed: Promise<void> | undefined
  const meeting = meet(trial, spot, async (exchange) => {
    if (typeof how === 'number') {
      killed = sleep(how).then(() => command.kill())
      return 'pass'
    }
    await (killed = command.kill())
    // What Redshift reads goes its own way.
    return exchange.to === 'copy' ? 'pass' : how
  })
  const command = trial.start()
  const { signal, exitCode, stderr } = await command.ended
  await killed
  if (signal === 'SIGKILL') return `${meeting.last}${how === 'linger' ? ', unnoticed' : ''}`
  if (exitCode === 0) return undefined
  throw new Error(`A run that was to be killed ended with ${exitCode ?? signal}: ${stderr}`)
}

/** Runs the command and breaks a connection; answers how that ended, and where the break was. */
export async function runAndBreak(
  trial: Trial,
  spot: Spot,
  preloaded: URL,
): Promise<Ended & { readonly place: Place | undefined }> {
  const meeting = meet(trial, spot, () => 'break')
  const ended = await trial.run({}, preloaded)
  return { ...ended, place: meeting.last }
}

/** Has `decide` say what becomes of the exchange at `spot`; `last` is the place of the last instant up to then. */
function meet(
  trial: Trial,
  spot: Spot,
  decide: (exchange: Exchange) => Fate | Promise<Fate>,
): { readonly last: Place | undefined } {
  const meeting: { last: Place | undefined } = { last: undefined }
  let passed = 0
  let isMet = false
  trial.watch = (exchange, moment) => {
    if (isMet) return 'pass'
    meeting.last = placeOf(exchange, moment)
    isMet = passed++ === spot || meeting.last === spot
    return isMet ? decide(exchange) : 'pass'
  }
  return meeting
}
