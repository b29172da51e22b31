import type { ErrorCode } from './error-code.js'
import { formatFault, type Fault } from './fault.js'
import type { Rejection } from './rejection.js'

/** What an error may carry besides its code and message. */
export interface ArbalestErrorOptions extends ErrorOptions {
  /** Whether the same call may succeed later with nothing else changed. Default: false. */
  readonly retryable?: boolean
  /** The URL of the object that is at fault. Default: none is, or it is not known which. */
  readonly object?: string | undefined
}

/** What went wrong: a sentence for a reader, a code for a program. */
export class ArbalestError extends Error {
  override readonly name: string = 'ArbalestError'
  /** One of {@link ErrorCode}, or a code of another's plugin. */
  readonly code: ErrorCode | (string & {})
  /** Whether waiting helps. Nothing else decides on retries. */
  readonly retryable: boolean
  /** The URL of the object that is at fault, if one is: others may be loaded without it. */
  readonly object: string | undefined

  constructor(code: ErrorCode | (string & {}), message: string, options: ArbalestErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retryable = options.retryable ?? false
    this.object = options.object
  }
}

/** The user must change the configuration; `faults` are all that is wrong with it. */
export class ConfigError extends ArbalestError {
  override readonly name = 'ConfigError'
  readonly faults: readonly Fault[]

  constructor(code: ErrorCode | (string & {}), faults: string | readonly Fault[], options?: ErrorOptions) {
    const all = typeof faults === 'string' ? [{ path: [], message: faults }] : faults
    super(code, all.map(formatFault).join('\n'), options)
    this.faults = all
  }
}

/** A plugin is missing, or breaks its contract. */
export class PluginError extends ArbalestError {
  override readonly name = 'PluginError'
  /** Where a configuration names the plugin, and what is wrong with it; undefined if that is not known. */
  readonly faults: readonly [Fault] | undefined

  /** With a fault in place of a message, which then is that of the fault with its place. */
  constructor(code: ErrorCode | (string & {}), wrong: string | Fault, options?: ArbalestErrorOptions) {
    super(code, typeof wrong === 'string' ? wrong : formatFault(wrong), options)
    this.faults = typeof wrong === 'string' ? undefined : [wrong]
  }
}

/** What a source holds, or how it responds, is at fault. */
export class SourceError extends ArbalestError {
  override readonly name = 'SourceError'
}

/** A sink refused, or did not respond. */
export class SinkError extends ArbalestError {
  override readonly name: string = 'SinkError'
}

/** Another run got there first: what it loaded is not loaded again. */
export class ConflictError extends SinkError {
  override readonly name = 'ConflictError'

  constructor(scope: string, key: string) {
    super('CONFLICT', `Another run has loaded "${key}" of "${scope}" since this one planned it.`, {
      retryable: true,
    })
  }
}

/**
 * Rows did not fit their table, and the user has not allowed for that.
 *
 * @example
 * ```ts
 * if (error instanceof LoadError)
 *   for (const { object, line, column, reason } of error.rejections) console.error(object, line, column, reason)
 * ```
 */
export class LoadError extends SinkError {
  override readonly name = 'LoadError'
  /** The rows at fault, as many as the sink reports. */
  readonly rejections: readonly Rejection[]

  constructor(message: string, rejections: readonly Rejection[], options?: ArbalestErrorOptions) {
    super('LOAD_REJECTED', message, options)
    this.rejections = rejections
  }
}

/** What a user can choose if what a step has recorded no longer fits: to load all anew, to forget what is recorded, or to keep it. */
export type RecordedChoice = 'refresh' | 'forget' | 'keep'

/** What is recorded of a step is about another table, or another way to load, than the step's: nothing is loaded until a user has chosen. */
export class RecordedError extends SinkError {
  override readonly name = 'RecordedError'
  readonly scope: string
  readonly choices: readonly RecordedChoice[]

  constructor(scope: string, message: string, choices: readonly RecordedChoice[]) {
    super('NOT_AS_RECORDED', message)
    this.scope = scope
    this.choices = choices
  }
}

/** A table is not as its target says, so that nothing can be loaded into it. */
export class MismatchError extends SinkError {
  override readonly name = 'MismatchError'
  /** What a person would run, in this order and outside of any transaction, to make the table such that it can be loaded. */
  readonly statements: readonly string[]

  constructor(message: string, statements: readonly string[] = [], options?: ErrorOptions) {
    super('TARGET_MISMATCH', message, options)
    this.statements = statements
  }
}

/**
 * Returns whether waiting helps against `error`. It goes by the form of an error, not by its
 * class, as do all such questions in Arbalest: a plugin may have been installed with a core
 * of its own, whose classes are others.
 *
 * @example
 * ```ts
 * await work().catch((error: unknown) => {
 *   if (!isRetryable(error)) throw error
 *   return tryAgainLater()
 * })
 * ```
 */
export function isRetryable(error: unknown): error is ArbalestError {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}

/**
 * Returns whether `error` is a {@link ConfigError}.
 *
 * @example
 * ```ts
 * if (isConfigError(error)) for (const { path, message } of error.faults) console.error(path.join('.'), message)
 * ```
 */
export function isConfigError(error: unknown): error is ConfigError {
  return error instanceof Error && error.name === 'ConfigError' && 'faults' in error
}

/**
 * Returns whether `error` is a {@link PluginError}.
 *
 * @example
 * ```ts
 * if (isPluginError(error)) console.error(`a plugin: ${error.message}`)
 * ```
 */
export function isPluginError(error: unknown): error is PluginError {
  return error instanceof Error && error.name === 'PluginError' && 'code' in error
}

/**
 * Returns whether `error` is one of Arbalest's or of a plugin's, which says what to do.
 *
 * @example
 * ```ts
 * if (isArbalestError(error)) console.error(`${error.code}: ${error.message}`)
 * ```
 */
export function isArbalestError(error: unknown): error is ArbalestError {
  const { code, retryable } = Object(error) as Partial<ArbalestError>
  return error instanceof Error && typeof code === 'string' && typeof retryable === 'boolean'
}
