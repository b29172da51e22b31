import type { DatabaseError } from 'pg'

/**
 * What Redshift said, as the `cause` of an error: message, SQLSTATE and detail, and
 * nothing else of the driver's, with `hide` applied to all text.
 */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  /** The SQLSTATE; `XX000` for most of what is Redshift's own. */
  readonly code: string
  readonly detail: string | undefined

  constructor(error: DatabaseError, hide: (text: string) => string) {
    super(hide(error.message))
    this.code = error.code ?? ''
    this.detail = error.detail === undefined ? undefined : hide(error.detail)
  }

  /** What stands under `name`, on one line or more, in the block that Redshift makes of a detail. */
  field(name: string): string | undefined {
    const block = new RegExp(String.raw`^\s*${name}:([^]*?)^\s*(?:[a-z]+:|-+$)`, 'm')
    const [, text = ''] = block.exec(this.detail ?? '') ?? []
    return text.trim().replaceAll(/\s+/g, ' ') || undefined
  }
}
