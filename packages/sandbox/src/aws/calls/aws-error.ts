/** What the response of a failed call says in addition to its code and message. */
export interface AwsErrorOptions {
  /** The HTTP status. Default: 400. */
  readonly status?: number
  /** Further members of the response, such as `ResourceId`. */
  readonly members?: Readonly<Record<string, string>>
}

/** A call that AWS would refuse. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  /** The exception's name, such as `ValidationException`. */
  readonly code: string
  readonly status: number
  readonly members: Readonly<Record<string, string>>

  constructor(code: string, message: string, { status = 400, members = {} }: AwsErrorOptions = {}) {
    super(message)
    this.code = code
    this.status = status
    this.members = members
  }
}

/** Input that is not as the operation's page says. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message)
}
