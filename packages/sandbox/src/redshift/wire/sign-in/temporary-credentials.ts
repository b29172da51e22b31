import { randomBytes } from 'node:crypto'

/** The user that a password is issued for. */
export interface LoginRequest {
  /** The name to sign in by, such as `IAM:loader`. */
  readonly user: string
  /** The database user that the session is of, such as `loader`. */
  readonly role: string
  /** Whether that user is made if it does not exist. */
  readonly create: boolean
  /** Groups that the user joins for as long as the session lasts. */
  readonly groups: readonly string[]
  /** The one database that may be connected to. Default: any. */
  readonly database?: string | undefined
  /** How long the password is valid. */
  readonly seconds: number
}

/** A password that was issued. */
export interface TemporaryLogin extends LoginRequest {
  readonly password: string
  readonly expiration: Date
}

/** The passwords that were issued by GetClusterCredentials and similar operations. They end with the server. */
export class TemporaryCredentials {
  readonly #logins = new Set<TemporaryLogin>()

  issue(request: LoginRequest): TemporaryLogin {
    const expiration = new Date(Date.now() + request.seconds * 1000)
    const login = { ...request, password: randomBytes(48).toString('base64'), expiration }
    this.#logins.add(login)
    return login
  }

  /** The logins of `user`, including those that have expired. */
  of(user: string): readonly TemporaryLogin[] {
    return [...this.#logins].filter((login) => login.user === user)
  }

  /** Makes every login expire at once. */
  expireAll(): void {
    for (const login of this.#logins) login.expiration.setTime(0)
  }
}
