import { createHash, randomBytes } from 'node:crypto'
import { ProtocolError } from './protocol-error.js'

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

/** The type, the length and the code of a message by which a server asks who we are. */
const HEADER = 9

/** Asks the driver for the password itself. */
const ASK = Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, CLEAR_TEXT])

/**
 * Answers the demands of a server. One for a digest (type 13) becomes one for the password: the
 * driver then hands that over, to be sent as {@link digestOf} it.
 */
export class Authentication {
  /** What the server asked a digest for, last. */
  challenge: Challenge | undefined

  /** Returns what the driver is given for `message`, whose type is `R`. Throws `ProtocolError` if it is a demand that cannot be met. */
  demand(message: Buffer): Buffer {
    const code = message.readInt32BE(HEADER - 4)
    if (KNOWN.has(code)) return message
    if (code === DIGEST) {
      this.challenge = challengeOf(message.subarray(HEADER))
      return ASK
    }
    throw new ProtocolError(
      code === IDENTITY_PROVIDER
        ? 'it asks for a token of an identity provider, which we have none of; sign in as another user, or by iam'
        : `it asks for authentication of type ${code}, which is not known; sign in by a password, a secret or iam`,
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
