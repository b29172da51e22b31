import { constants } from 'node:os'

/** The exit code of a command line that is not understood. */
export const USAGE = 2

/** The exit code of what was done, and should be looked at. */
export const LOOK = 5

/** What each exit code says, as --help prints it. */
export const EXIT_CODES = `Exit codes:
  0    done, also if there was nothing to load
  1    a load or a statement failed, and its work is rolled back;
       or validate, schema diff, journal verify or doctor found something wrong
  2    the command line is wrong
  3    the configuration is wrong, or a plugin is missing
  4    failed in a way that waiting may fix: the same command may succeed later
  5    done, but look: rows were rejected, something else that was reported needs a look,
       nothing was listed with --fail-on-empty, a key to forget was not recorded,
       something is in quarantine, rejected rows are kept, or something is pending for
       longer than --max-lag
  130  interrupted by SIGINT (143: by SIGTERM); the current transaction is rolled back
In a SQL step with transaction: none, nothing is rolled back.
`

/** Returns the exit code for `error`. */
export function exitCodeOf(error: unknown): number {
  const { name, retryable } = Object(error) as { readonly name?: unknown; readonly retryable?: unknown }
  if (name === 'ConfigError' || name === 'PluginError') return 3
  return retryable === true ? 4 : 1
}

/** The exit code that a shell gives what ended by a signal. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal]
}
