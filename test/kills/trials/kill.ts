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

/** The first instant of an exchange such as `redshift: commit`. Throws if the run has none. */
export function firstOf(instants: readonly Instant[], name: string, at: Moment): number {
  const found = instants.find(
    ({ exchange: { to, what }, moment }) => `${to}: ${what}` === name && moment === at,
  )
  if (!found) throw new Error(`A run that nobody disturbed has no "${name}", ${at}`)
  return found.number
}

/** When a command is to be killed. */
export interface KillAt {
  /** The number of an instant. */
  readonly number: number
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
export async function runAndKill(trial: Trial, { number, how }: KillAt): Promise<string | undefined> {
  let killed: Promise<void> | undefined
  const meeting = meet(trial, number, async (exchange) => {
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
  number: number,
  preloaded: URL,
): Promise<Ended & { readonly place: string | undefined }> {
  const meeting = meet(trial, number, () => 'break')
  const ended = await trial.run({}, preloaded)
  return { ...ended, place: meeting.last }
}

/** Has `decide` say what becomes of the exchange that is at the instant `number`; `last` is the last instant up to then. */
function meet(
  trial: Trial,
  number: number,
  decide: (exchange: Exchange) => Fate | Promise<Fate>,
): { readonly last: string | undefined } {
  const meeting: { last: string | undefined } = { last: undefined }
  let passed = 0
  trial.watch = (exchange, moment) => {
    if (passed > number) return 'pass'
    meeting.last = `${exchange.to}: ${exchange.what}, ${moment}`
    return passed++ === number ? decide(exchange) : 'pass'
  }
  return meeting
}
