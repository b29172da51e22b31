/** A row that did not fit its table. */
export interface Rejection {
  /** The object that holds it, as its URL; the URLs of several, with ` or ` between them, if the sink does not know which. */
  readonly object: string
  /** Its line in the object, from 1. */
  readonly line: number
  /** The column it did not fit, if one is to blame. */
  readonly column?: string | undefined
  /** The character at fault, from 0: of the value, or of the row if no column is to blame. Absent: the sink does not know. */
  readonly position?: number | undefined
  /** The value as it stands in the object, if the sink reports it. */
  readonly value?: string | undefined
  /** The row as it stands in the object, or its beginning, if the sink reports it. */
  readonly rawLine?: string | undefined
  /** The sink's own word for the reason, such as `1207`, if it has one. */
  readonly code?: string | undefined
  readonly reason: string
}

/** Returns `rejection` with nothing of what the object holds: neither value nor row, nor what the reason quotes of them. */
export function withoutValues({ object, line, column, position, code, reason }: Rejection): Rejection {
  return {
    object,
    line,
    column,
    position,
    ...(code !== undefined && { code }),
    reason: withoutQuotes(reason),
  }
}

/**
 * Returns the reason of a rejection without what it quotes, which may itself hold quotes.
 *
 * @example
 * ```ts
 * const shown = withoutQuotes(rejection.reason)
 * ```
 */
export function withoutQuotes(reason: string): string {
  return reason.replaceAll(/'.*'|".*"/gs, (quoted) => `${quoted[0]}…${quoted[0]}`)
}
