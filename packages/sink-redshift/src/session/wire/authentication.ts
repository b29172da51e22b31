import { createHash, randomBytes } from 'node:crypto'

/** A server says what no Redshift says, or asks for what we cannot give. Its message says what, and what to do. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  /** Whether the server refuses the way in which we sign in. */
  readonly refused: boolean

  constructor(
    message: string,
    { refused = false, cause }: ErrorOptions & { readonly refused?: boolean } = {},
  ) {
    super(message, { cause })
    this.refused = refused
  }
}

/** What a server asks for with a message of type 13. */
export interface Challenge {
  readonly salt: Buffer
  readonly nonce: Buffer
}

/** The codes of authentication that the driver pg knows: none, a password in clear text or by MD5, and SCRAM. */
const KNOWN = new Set([0, 3, 5, 10, 11, 12])
const CLEAR_TEXT = 3
const DIGEST = 13
const IDENTITY_PROVIDER = 14
const SHA256 = 0

/** The types of messages. */
const AUTHENTICATION = 'R'.charCodeAt(0)
const READY = 'Z'.charCodeAt(0)

/** Asks the driver for the password itself. */
const ASK = Buffer.from([AUTHENTICATION, 0, 0, 0, 8, 0, 0, 0, CLEAR_TEXT])

// A message before the session begins is short; a length beyond this is that of another protocol.
const LONGEST = 65_536
const HEADER = 5

/**
 * Passes on what a server sends until the session begins, one whole message at a time, so that
 * the driver never sees one that it throws at. A demand for a digest (type 13) becomes one for
 * the password: the driver then hands that over, to be sent as {@link digestOf} it.
 */
export class Authentication {
  /** What the server asked a digest for, last. */
  challenge: Challenge | undefined
  #held = Buffer.alloc(0)
  #begun = false

  /** Whether the session has begun. */
  get begun(): boolean {
    return this.#begun
  }

  /** Yields what the driver may have of `chunk` and of what was held back. Throws `ProtocolError`. */
  *pass(chunk: Buffer): Generator<Buffer> {
    if (this.#begun) return yield chunk
    this.#held = Buffer.concat([this.#held, chunk])
    while (!this.#begun && this.#held.length >= HEADER) {
      const length = this.#held.readUInt32BE(1) + 1
      if (length < HEADER || length > LONGEST)
        throw new ProtocolError('what answers there is no Redshift; check host and port in connection')
      if (this.#held.length < length) return
      const message = this.#held.subarray(0, length)
      this.#held = this.#held.subarray(length)
      this.#begun = message[0] === READY
      yield message[0] === AUTHENTICATION ? this.#demand(message) : message
    }
    if (!this.#begun) return
    yield this.#held
    this.#held = Buffer.alloc(0)
  }

  #demand(message: Buffer): Buffer {
    const code = message.length < HEADER + 4 ? undefined : message.readInt32BE(HEADER)
    if (code === DIGEST) {
      this.challenge = challengeOf(message.subarray(HEADER + 4))
      return ASK
    }
    if (code !== undefined && KNOWN.has(code)) return message
    throw code === IDENTITY_PROVIDER
      ? new ProtocolError(
          'it asks for a token of an identity provider, which we have none of; sign in as another user, or by iam',
          { refused: true },
        )
      : new ProtocolError(
          `it asks for authentication of type ${String(code)}, which is not known; sign in by a password, a secret or iam`,
          { refused: true },
        )
  }
}

/** The algorithm, and two byte strings, each behind its length. */
function challengeOf(body: Buffer): Challenge {
  const algorithm = body.length < 4 ? undefined : body.readInt32BE(0)
  if (algorithm !== SHA256) {
    throw new ProtocolError(
      `it asks for a digest by the algorithm ${String(algorithm)}, which is not known; store the password as SHA-256`,
      { refused: true },
    )
  }
  const [salt, rest] = field(body.subarray(4))
  const [nonce] = field(rest)
  return { salt, nonce }
}

function field(bytes: Buffer): [Buffer, Buffer] {
  const length = bytes.length < 4 ? bytes.length : bytes.readUInt32BE(0)
  if (4 + length > bytes.length)
    throw new ProtocolError('it asks for a digest by a message that is cut off', { refused: true })
  return [bytes.subarray(4, 4 + length), bytes.subarray(4 + length)]
}

/**
 * Returns the message that shows that we know `password`, as Redshift's own drivers write it
 * (https://github.com/aws/amazon-redshift-python-driver/blob/master/redshift_connector/utils/extensible_digest.py).
 */
export function digestOf(password: string, { salt, nonce }: Challenge): Buffer {
  const ours = randomBytes(16)
  const digest = sha256(sha256(Buffer.from(password), salt), nonce, ours)
  const body = Buffer.concat([int32(digest.length), digest, int32(ours.length), ours])
  return Buffer.concat([Buffer.from('d'), int32(4 + body.length), body])
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
