import type { Choice } from '../words/describe-choice.js'
import { describeRejections } from '../words/describe-rejections.js'
import { printable } from '../words/printable.js'
import { describeRemedy } from '../words/describe-remedy.js'
import { isArbalestError } from '@arbalest/core'
import { failureOf, summaryOf, type ShownFault } from './failure.js'

/** What {@link describeError} may say. */
export interface ErrorWording {
  /** The file in which the configuration stands. */
  readonly configurationFile?: string | undefined
  /** Whether what the objects hold may be shown. */
  readonly showValues: boolean
}

/** `error` as a person wants it: what, where, and where to read on; with its stack if it is a bug. */
export function describeError(error: unknown, { configurationFile, showValues }: ErrorWording): string {
  if (!isArbalestError(error)) {
    return `arbalest: unexpected error: ${error instanceof Error ? error.stack : String(error)}`
  }
  const { code, message, faults, statements = [], choices = [] } = failureOf(error, showValues)
  const summary = summaryOf(error)
  return [
    ...(faults ? describeFaults(faults, configurationFile) : [`arbalest: ${printable(message)}`]),
    ...causeOf(error),
    ...(summary ? describeRejections(summary, showValues) : []),
    ...describeRemedy(statements),
    ...describeChoices(choices),
    // Who interrupts a run knows what ABORTED means.
    ...(code === 'ABORTED' ? [] : [`${code}: "arbalest help ${code}" explains it`]),
  ].join('\n')
}

function describeFaults(faults: readonly ShownFault[], file: string | undefined): string[] {
  const [first] = faults
  if (!file && faults.length === 1 && first?.place === '') return [`arbalest: ${printable(first.message)}`]
  return [
    `arbalest: the configuration${file ? ` in ${file}` : ''} is wrong:`,
    ...faults.map((fault) => `  ${printable(describeFault(fault))}`),
  ]
}

function describeFault({ place, message, line, column }: ShownFault): string {
  const text = place ? `${place}: ${message}` : message
  return line === undefined ? text : `${text} (line ${line}, column ${column})`
}

function describeChoices(choices: readonly Choice[]): string[] {
  if (choices.length === 0) return []
  return ['  choose one:', ...choices.map(({ command, does }) => `    ${command}: ${does}`)]
}

function causeOf(error: Error): string[] {
  const { cause } = error
  return cause instanceof Error && cause.message && !error.message.includes(cause.message)
    ? [`  caused by: ${printable(cause.message)}`]
    : []
}
