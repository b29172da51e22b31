import type { Output } from '../output/output.js'
import type { Reporter } from './reporter.js'

/** How much is shown. */
interface Detail {
  /** Whether to show only what somebody should look at. Default: false. */
  readonly quiet?: boolean
  /** Whether statements are printed among what is shown. Default: false. */
  readonly verbose?: boolean
  /** How many steps are run at once, at most. Default: 1. */
  readonly parallel?: number
}

/** Returns the reporter that suits where `output` goes: a program, a person at a terminal, a log. */
export async function reporterFor(
  output: Output,
  { quiet = false, verbose = false, parallel = 1 }: Detail,
): Promise<Reporter> {
  if (output.json) return new (await import('./json.js')).JsonReporter(output)
  const live = process.stdout.isTTY && process.env['TERM'] !== 'dumb' && !process.env['CI']
  if (live && !quiet && !verbose && parallel === 1)
    return new (await import('./terminal.js')).TerminalReporter(output)
  return new (await import('./plain.js')).PlainReporter(output, quiet)
}
