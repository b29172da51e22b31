import { randomBytes } from 'node:crypto'
import { CLIENT_USER } from '../../catalog/install.js'
import type { User, Users } from '../../catalog/users.js'
import { RedshiftError } from '../../redshift-error.js'
import { isPassword, type KeptPassword, md5Password } from '../../sql/users/kept-password.js'
import type { Frame } from '../messages/frame.js'
import {
  type Challenge,
  IDENTITY_PROVIDER_QUESTION,
  md5Challenge,
  plainChallenge,
  sha256Challenge,
  wrongPassword,
} from './challenge.js'
import type { TemporaryCredentials } from './temporary-credentials.js'

/** How passwords are asked for: in clear text, or by a digest of one of two kinds. */
export type PasswordMethod = 'plain' | 'md5' | 'sha256'

/** Asks the client a question; its answer, or undefined if it has gone. */
export type Ask = (question: Buffer) => Promise<Frame | undefined>

/** The parameters of the message that opens a connection. */
export type StartupParameters = Readonly<Record<string, string>>

/** Finds out who a client is, and which database user its session is of. */
export class SignIn {
  readonly #users: Users
  readonly #temporary: TemporaryCredentials
  readonly #method: PasswordMethod | undefined

  /** Without `method`, anyone is let in with any password. */
  constructor(users: Users, temporary: TemporaryCredentials, method: PasswordMethod | undefined) {
    this.#users = users
    this.#temporary = temporary
    this.#method = method
  }

  /** How `user` is known, in the words of https://docs.aws.amazon.com/redshift/latest/dg/r_STL_CONNECTION_LOG.html. */
  methodFor(user: string): 'IAM AssumeUser' | 'password' | 'trust' {
    if (IAM.has(namespaceOf(user) ?? '')) return 'IAM AssumeUser'
    return this.#method === undefined ? 'trust' : 'password'
  }

  /** The database user of the client's session; undefined if the client has gone. Throws a RedshiftError if it is refused. */
  async admit(parameters: StartupParameters, ask: Ask): Promise<string | undefined> {
    const { user = CLIENT_USER, idp_type: identityProvider, database } = parameters
    const namespace = namespaceOf(user)
    if (namespace !== undefined && IAM.has(namespace)) return this.#admitByToken(user, database, ask)
    if (namespace !== undefined || identityProvider !== undefined) {
      if (await ask(IDENTITY_PROVIDER_QUESTION)) throw noIdentityProvider(user)
      return undefined
    }
    if (this.#method === undefined) {
      await this.#users.welcome(user)
      return user
    }
    return this.#admitByPassword(user, this.#method, ask)
  }

  /** Throws a RedshiftError unless `user` may sign in by `password`. */
  async check(user: string, password: string): Promise<void> {
    if (this.#method === undefined) return this.#users.welcome(user)
    const known = await this.#users.find(user)
    if (!known?.password || !isPassword(password, user, known.password) || hasEnded(known))
      throw wrongPassword(user)
  }

  async #admitByPassword(user: string, method: PasswordMethod, ask: Ask): Promise<string | undefined> {
    const known = await this.#users.find(user)
    const kept = known?.password
    const challenge = challengeFor(method, kept)
    const answer = await ask(challenge.question)
    if (!answer) return undefined
    if (!kept || !challenge.accepts(answer, user, kept) || hasEnded(known)) throw wrongPassword(user)
    return user
  }

  async #admitByToken(user: string, database: string | undefined, ask: Ask): Promise<string | undefined> {
    // Not by SHA-256, of whatever kind other passwords are: drivers that do not know it sign in by IAM too.
    const challenge = this.#method === 'plain' ? plainChallenge() : md5Challenge()
    const answer = await ask(challenge.question)
    if (!answer) return undefined
    const login = this.#temporary
      .of(user)
      .find(({ password }) => challenge.accepts(answer, user, md5Password(password, user)))
    if (!login) throw wrongPassword(user)
    if (login.expiration.getTime() <= Date.now()) {
      throw new RedshiftError('IAM Authentication token has expired', { code: '28000' })
    }
    if (login.database !== undefined && login.database !== database) throw wrongPassword(user)
    const anybody = this.#method === undefined
    await this.#users.join(login.role, {
      create: login.create || anybody,
      superuser: anybody,
      groups: login.groups,
    })
    return login.role
  }
}

/** What stands before the colon in the name of a user who is not the database's own. */
function namespaceOf(user: string): string | undefined {
  return /^([^:]+):/.exec(user)?.[1]
}

function hasEnded({ validUntil }: User): boolean {
  return validUntil !== undefined && validUntil.getTime() <= Date.now()
}

/** The names before the colon that IAM's users go by: https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-overview.html */
const IAM = new Set(['IAM', 'IAMA', 'IAMR'])

/**
 * The challenge for a user depends on how their password is kept; an unknown user, or one without a password,
 * gets the usual one.
 */
function challengeFor(method: PasswordMethod, kept: KeptPassword | undefined): Challenge {
  if (method === 'plain') return plainChallenge()
  if (kept?.kind === 'sha256') return sha256Challenge(kept.salt)
  return kept || method === 'md5' ? md5Challenge() : sha256Challenge(randomBytes(16))
}

function noIdentityProvider(user: string): RedshiftError {
  return new RedshiftError(`The sandbox has no identity provider to check the token of user "${user}" with`, {
    code: '28000',
  })
}
