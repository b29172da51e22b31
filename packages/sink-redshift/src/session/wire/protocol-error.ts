/** A server says what no Redshift says, or asks for what we cannot give. Its message says what, and what to do. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  /** Whether the server refuses the way in which we sign in. */
  readonly refused: boolean

  constructor(message: string, { refused = false, cause }: ErrorOptions & { refused?: boolean } = {}) {
    super(message, cause === undefined ? {} : { cause })
    this.refused = refused
  }
}
