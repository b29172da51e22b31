import {
  isArbalestError,
  type ArbalestError,
  type Fault,
  type LoadError,
  type MismatchError,
  type RecordedError,
  type RejectionGroup,
} from '@arbalest/core'
import { formatPath, RejectionSummary } from '@arbalest/core/host'
import { describeChoice, type Choice } from '../words/describe-choice.js'
import { shownGroups } from '../words/describe-rejections.js'
import type { Refusal } from './refusal.js'

/** One thing that is wrong with a configuration, as it is shown. */
export interface ShownFault {
  /** Where it is, such as `pipelines.events[0].sink.with.iamRole`; empty for the whole. */
  readonly place: string
  readonly message: string
  /** Where that is in the text of the configuration, counted from 1; absent if it was read from no text. */
  readonly line?: number
  readonly column?: number
}

/** What is reported of an error. */
export interface Failure {
  /** What happened, as `docs/errors.md` explains it; none for an error that nobody foresaw. */
  readonly code?: string
  readonly message: string
  /** Whether the same command may succeed later. */
  readonly retryable: boolean
  /** All that is wrong with the configuration, if that is at fault. */
  readonly faults?: readonly ShownFault[]
  /** The rows that did not fit, if those are at fault, by column and reason. */
  readonly rejections?: readonly RejectionGroup[]
  /** What would change the table, if that is at fault. */
  readonly statements?: MismatchError['statements']
  /** What to choose from, if what is recorded no longer fits: commands, and what each does. */
  readonly choices?: readonly Choice[]
}

/** What must be reported of `error`, whatever was thrown; without what the objects hold unless `showValues`. */
export function failureOf(error: unknown, showValues = false): Failure {
  if (!isArbalestError(error)) {
    return { message: error instanceof Error ? error.message : String(error), retryable: false }
  }
  const { code, message, retryable } = error
  const { faults, statements, choices, scope } = error as {
    faults?: readonly Fault[]
  } & Pick<Failure, 'statements'> &
    Partial<Pick<RecordedError, 'choices' | 'scope'>>
  const summary = summaryOf(error)
  return {
    code,
    message,
    retryable,
    ...(faults && {
      faults: faults.map(({ path, message: text, position }) => ({
        place: formatPath(path),
        message: text,
        ...position,
      })),
    }),
    ...(summary && { rejections: shownGroups(summary, showValues) }),
    ...(statements && { statements }),
    ...(choices && { choices: choices.map((choice) => describeChoice(choice, scope!)) }),
  }
}

/** The rows that did not fit, where `error` is about such. */
export function summaryOf(error: ArbalestError): RejectionSummary | undefined {
  const { summary, rejections } = error as Partial<Pick<Refusal, 'summary'> & Pick<LoadError, 'rejections'>>
  return summary ?? (rejections && RejectionSummary.of(rejections))
}
