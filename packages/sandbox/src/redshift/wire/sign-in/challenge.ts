import { createHash, randomBytes } from 'node:crypto'
import { RedshiftError } from '../../redshift-error.js'
import { isPassword, sha256, type KeptPassword } from '../../sql/users/kept-password.js'
import { body, type Frame } from '../messages/frame.js'
import { message } from '../messages/message.js'
import { text } from '../messages/read-frame.js'

/** A request for a user's password, and the check of the client's answer. */
export interface Challenge {
  readonly question: Buffer
  /** Whether `answer` shows that the client knows the password that is `kept`. */
  accepts(answer: Frame, user: string, kept: KeptPassword): boolean
}

/** Asks for the password itself (type 3). */
export function plainChallenge(): Challenge {
  return {
    question: message('R', 3),
    accepts: (answer, user, kept) => answer.type === 'p' && isPassword(text(answer).value, user, kept),
  }
}

/** Asks for the MD5 of the kept digest and a salt (type 5). */
export function md5Challenge(): Challenge {
  const salt = randomBytes(4)
  return {
    question: message('R', 5, salt),
    accepts(answer, _, kept) {
      if (answer.type !== 'p' || kept.kind !== 'md5') return false
      return text(answer).value === `md5${createHash('md5').update(kept.digest).update(salt).digest('hex')}`
    },
  }
}

/**
 * Asks for a digest of the kept digest, a nonce of the server and one of the client (type 13), as the
 * official drivers know it:
 * https://github.com/aws/amazon-redshift-python-driver/blob/master/redshift_connector/utils/extensible_digest.py
 */
export function sha256Challenge(salt: Buffer): Challenge {
  const nonce = randomBytes(16)
  return {
    question: message('R', 13, SHA256, salt.length, salt, nonce.length, nonce),
    accepts(answer, _, kept) {
      if (answer.type !== 'd' || kept.kind !== 'sha256') return false
      const [digest, clientNonce] = fields(body(answer))
      return digest.equals(sha256(kept.digest, nonce, clientNonce))
    },
  }
}

/** The one algorithm that a challenge of type 13 names. */
const SHA256 = 0

/** Two byte strings, each after its length. */
function fields(bytes: Buffer): [Buffer, Buffer] {
  const first = bytes.subarray(4, 4 + bytes.readUInt32BE(0))
  const at = 4 + first.length
  return [first, bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at))]
}

/** Asks for the token of an identity provider (type 14), which the sandbox cannot check. */
export const IDENTITY_PROVIDER_QUESTION = message('R', 14)

/** The error for a wrong password or an unknown user: the server does not say which. */
export function wrongPassword(user: string): RedshiftError {
  return new RedshiftError(`password authentication failed for user "${user}"`, { code: '28000' })
}
