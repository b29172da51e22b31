import { amount } from '@arbalest/core/host'
import { describeError } from './describe-error.js'
import { failureOf } from './failure.js'
import { Mask } from './mask.js'
import { seconds } from '../words/amount.js'
import { printable, printableLines } from '../words/printable.js'

/** Variables that hold secrets, and that libraries of plugins read by themselves. */
const SECRET_VARIABLES = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'PGPASSWORD']

/** What a command prints: lines to stdout, errors to stderr, nothing of it with a secret in it. */
export class Output {
  readonly mask = new Mask()
  /** Whether to print one JSON object a line. */
  readonly json: boolean
  /** The file that errors in the configuration are found in, once it is known. */
  configurationFile: string | undefined
  /** Whether somebody should look at what was done, so that the exit code must not say that all is well. */
  wantsLook = false
  /** The id of the run that is reported, which notices and failures then name, as its events do. */
  run: string | undefined
  /** The step that ended with an error, by the error. */
  readonly #places = new Map<unknown, Place>()
  readonly #reported = new Set<unknown>()
  /** Whether what the objects hold may be printed; undefined: only to a terminal. */
  showValues: boolean | undefined

  constructor(json: boolean) {
    this.json = json
    // Before anything is loaded: what throws then may show them, and so may what S3 quotes.
    for (const name of SECRET_VARIABLES) {
      const value = process.env[name]
      if (value) this.mask.hide(value, `\${env:${name}}`)
    }
    // Who stops reading, as `head` does, does not stop the load.
    process.stdout.on('error', ignoreClosedPipe)
    process.stderr.on('error', ignoreClosedPipe)
  }

  /** Returns whether what the objects hold may be printed to `stream`. */
  mayShowValues(stream: { readonly isTTY?: boolean } = process.stdout): boolean {
    return this.showValues ?? stream.isTTY === true
  }

  /** Prints text, a newline after it. */
  line(text: string): void {
    process.stdout.write(`${this.safe(text)}\n`)
  }

  /** Shows a person the progress, apart from what is printed. */
  progress(text: string): void {
    process.stderr.write(`arbalest: ${this.safe(text)}\n`)
  }

  /** Prints one JSON object on a line of its own. */
  object(value: object): void {
    // Strings are masked before they are escaped, as a secret may be one with quotes.
    const text = JSON.stringify(value, (_, item: unknown) =>
      typeof item === 'string' ? this.mask.text(item) : item,
    )
    process.stdout.write(`${text}\n`)
  }

  /** Reports what a part of the step `scope` finds odd: to people on stderr, and to programs as an object. */
  notice(scope: string, message: string): void {
    const [pipeline, step] = scope.split('/')
    if (this.json) this.object({ type: 'notice', ...this.#head(), pipeline, step, message })
    else process.stderr.write(`${this.safe(`arbalest: ${scope}: ${printable(message)}`)}\n`)
  }

  /** Keeps which step ended with `error`, the first of several, to say so when it is reported. */
  endedBy(error: unknown, place: Place): void {
    if (!this.#places.has(error)) this.#places.set(error, place)
  }

  /** Reports what went wrong, once: to people on stderr, and to programs as one more object. */
  error(error: unknown): void {
    if (this.#reported.has(error)) return
    this.#reported.add(error)
    const { configurationFile } = this
    const showValues = this.mayShowValues(process.stderr)
    process.stderr.write(`${this.safe(describeError(error, { configurationFile, showValues }))}\n`)
    if (!this.json) return
    this.object({
      type: 'failed',
      ...this.#head(),
      ...this.#places.get(error),
      ...failureOf(error, this.mayShowValues()),
    })
  }

  /** Prints a statement that a step has sent, and how long it took. */
  statement(scope: string, statement: string, milliseconds: number): void {
    const [pipeline, step] = scope.split('/')
    if (this.json)
      this.object({
        type: 'statement',
        ...this.#head(),
        pipeline,
        step,
        statement,
        milliseconds: Math.round(milliseconds),
      })
    else this.line(`${scope}: ${seconds(milliseconds)}: ${shortened(statement)}`)
  }

  /** Returns text as it is printed: nothing secret in it, and nothing that acts on a terminal. */
  safe(text: string): string {
    return printableLines(this.mask.text(text))
  }

  #head(): object {
    return this.run === undefined ? {} : headOf(this.run, new Date())
  }
}

/** Which step something is about. */
interface Place {
  readonly pipeline: string
  readonly step: string
}

/** What each event of a run has, besides its type. */
export function headOf(run: string, time: Date): object {
  return { time: time.toISOString(), run, format: EVENT_FORMAT }
}

/** The version of the form of events: another if one loses something, or means something else by it. */
const EVENT_FORMAT = 1

/** How much of a statement is shown, in characters. */
const MOST_CHARACTERS = 2_000

function shortened(statement: string): string {
  const line = statement.trim().replaceAll(/\s+/g, ' ')
  const rest = line.length - MOST_CHARACTERS
  return rest > 0 ? `${line.slice(0, MOST_CHARACTERS)}… (${amount(rest)} more characters)` : line
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
