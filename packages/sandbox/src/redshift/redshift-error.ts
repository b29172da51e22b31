/** What an error of the server carries in addition to its message. */
interface RedshiftErrorOptions {
  /** SQLSTATE; `XX000`, which Redshift gives for most of its own failures, unless stated. */
  readonly code?: string
  readonly detail?: string | undefined
  readonly hint?: string | undefined
}

/** An error as the cluster would send it to its client. */
export class RedshiftError extends Error {
  override readonly name = 'RedshiftError'
  readonly code: string
  readonly detail: string | undefined
  readonly hint: string | undefined

  constructor(message: string, { code = 'XX000', detail, hint }: RedshiftErrorOptions = {}) {
    super(message)
    this.code = code
    this.detail = detail
    this.hint = hint
  }
}
