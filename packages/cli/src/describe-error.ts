import type { Rejection } from '@arbalest/core'
import { describeRemedy } from './describe-remedy.js'
import { failureOf, isForeseen } from './failure.js'

const MOST_REJECTIONS = 20

/** `error` as a person wants it: what, where, and where to read on; with its stack where it is a bug. */
export function describeError(error: unknown, configurationFile?: string): string {
  if (!isForeseen(error)) {
    return `arbalest: unexpected error: ${error instanceof Error ? error.stack : String(error)}`
  }
  const { code, message, faults, rejections = [], statements = [] } = failureOf(error)
  return [
    ...(faults ? describeFaults(faults, configurationFile) : [`arbalest: ${message}`]),
    ...causeOf(error),
    ...rejections.slice(0, MOST_REJECTIONS).map(describeRejection),
    ...(rejections.length > MOST_REJECTIONS ? [`  and ${rejections.length - MOST_REJECTIONS} more`] : []),
    ...describeRemedy(statements),
    `${code}: see docs/errors.md#${code?.toLowerCase()}`,
  ].join('\n')
}

function describeFaults(
  faults: readonly { readonly place: string; readonly message: string }[],
  file: string | undefined,
): string[] {
  const [first] = faults
  if (!file && faults.length === 1 && first?.place === '') return [`arbalest: ${first.message}`]
  return [
    `arbalest: the configuration${file ? ` in ${file}` : ''} is wrong:`,
    ...faults.map(({ place, message }) => `  ${place ? `${place}: ` : ''}${message}`),
  ]
}

function causeOf(error: Error): string[] {
  const { cause } = error
  return cause instanceof Error && cause.message && !error.message.includes(cause.message)
    ? [`  caused by: ${cause.message}`]
    : []
}

function describeRejection({ object, line, column, value, reason }: Rejection): string {
  const where = column === undefined ? '' : `, column "${column}"`
  const what = value === undefined ? '' : `, value ${JSON.stringify(value)}`
  return `  ${object}, line ${line}${where}${what}: ${reason}`
}
