import {
  RejectionSummary,
  type ArbalestError,
  type ConfigError,
  type LoadError,
  type MismatchError,
  type RejectionGroup,
} from '@arbalest/core'
import type { Refusal } from './refusal.js'

/** What is told of an error. */
export interface Failure {
  /** What happened, as `docs/errors.md` explains it; none for an error that nobody foresaw. */
  readonly code?: string
  readonly message: string
  /** Whether the same command may succeed later. */
  readonly retryable: boolean
  /** All that is wrong with the configuration, where that is to blame. */
  readonly faults?: ConfigError['faults']
  /** The rows that did not fit, where those are to blame, by column and reason. */
  readonly rejections?: readonly RejectionGroup[]
  /** What would change the table, where that is to blame. */
  readonly statements?: MismatchError['statements']
}

/** What is to be told of `error`, whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (!isForeseen(error)) {
    return { message: error instanceof Error ? error.message : String(error), retryable: false }
  }
  const { code, message, retryable } = error
  const { faults, statements } = error as Pick<Failure, 'faults' | 'statements'>
  const rejections = summaryOf(error)?.groups
  return {
    code,
    message,
    retryable,
    ...(faults && { faults }),
    ...(rejections && { rejections }),
    ...(statements && { statements }),
  }
}

/** The rows that did not fit, where `error` is about such. */
export function summaryOf(error: ArbalestError): RejectionSummary | undefined {
  const { summary, rejections } = error as Partial<Pick<Refusal, 'summary'> & Pick<LoadError, 'rejections'>>
  return summary ?? (rejections && RejectionSummary.of(rejections))
}

/**
 * Whether this is an error that says what to do. Told by its form: where the
 * command is not installed beside the plugins, their core is another one.
 */
export function isForeseen(error: unknown): error is ArbalestError {
  const { code, retryable } = Object(error) as Partial<ArbalestError>
  return error instanceof Error && typeof code === 'string' && typeof retryable === 'boolean'
}
