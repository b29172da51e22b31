import { createHash, randomBytes } from 'node:crypto'

/** How a password is kept, and so how it is asked for. */
export type KeptPassword =
  | {
      readonly kind: 'md5'
      /** Of the password and the user's name, in hexadecimal digits. */ readonly digest: string
    }
  | {
      readonly kind: 'sha256'
      /** Of the password and the salt. */ readonly digest: Buffer
      readonly salt: Buffer
    }

/** `password` of `user`, kept as Redshift keeps one that is given in clear text. */
export function md5Password(password: string, user: string): KeptPassword {
  return { kind: 'md5', digest: createHash('md5').update(password).update(user).digest('hex') }
}

/** `password` with `salt`, kept as a SHA-256 digest. */
export function sha256Password(password: string, salt: Buffer): KeptPassword {
  return { kind: 'sha256', digest: sha256(Buffer.from(password), salt), salt }
}

/** The SHA-256 digest of `parts`, one after the other. */
export function sha256(...parts: readonly Buffer[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
}

/** Whether `password`, in clear text, is the one that `user` has. */
export function isPassword(password: string, user: string, kept: KeptPassword): boolean {
  if (kept.kind === 'md5') return md5Password(password, user).digest === kept.digest
  return sha256(Buffer.from(password), kept.salt).equals(kept.digest)
}

/** A password as SQL gives it, if that is not in clear text or an MD5 digest, both of which PostgreSQL knows: `sha256|password` or `sha256|digest|salt`. */
export function parsePassword(text: string): KeptPassword | undefined {
  const [method, first = '', salt] = text.split('|')
  if (method !== 'sha256') return undefined
  if (salt === undefined) return sha256Password(first, randomBytes(16))
  return { kind: 'sha256', digest: Buffer.from(first, 'hex'), salt: Buffer.from(salt) }
}

const MD5 = /^md5([0-9a-f]{32})$/
// PostgreSQL stores a verifier of this form as it is given, and here it never checks one itself.
const SCRAM = /^SCRAM-SHA-256\$1:([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):/

/** What PostgreSQL's catalog holds for `kept`. */
export function verifierOf(kept: KeptPassword): string {
  if (kept.kind === 'md5') return `md5${kept.digest}`
  const digest = kept.digest.toString('base64')
  return `SCRAM-SHA-256$1:${kept.salt.toString('base64')}$${digest}:${digest}`
}

/** What is kept in PostgreSQL's catalog; undefined for a user whose password is disabled. */
export function keptPassword(verifier: string | null): KeptPassword | undefined {
  const [, md5] = MD5.exec(verifier ?? '') ?? []
  if (md5 !== undefined) return { kind: 'md5', digest: md5 }
  const [, salt, digest] = SCRAM.exec(verifier ?? '') ?? []
  if (salt === undefined || digest === undefined) return undefined
  return { kind: 'sha256', digest: Buffer.from(digest, 'base64'), salt: Buffer.from(salt, 'base64') }
}
