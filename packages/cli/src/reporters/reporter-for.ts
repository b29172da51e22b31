import type { Output } from '../output/output.js'
import type { Reporter } from './reporter.js'

/** Returns the reporter that suits where `output` goes: a program, a person at a terminal, a log. */
export async function reporterFor(output: Output): Promise<Reporter> {
  if (output.json) return new (await import('./json.js')).JsonReporter(output)
  const live = process.stdout.isTTY && process.env['TERM'] !== 'dumb' && !process.env['CI']
  if (live) return new (await import('./terminal.js')).TerminalReporter(output)
  return new (await import('./plain.js')).PlainReporter(output)
}
