import { DEFAULT_PORT, type ConnectionOptions } from '../connection/connection-options.js'
import type { HiddenSecrets } from '../secrets/hidden-secrets.js'
import { clusterAddress, clusterCredentials } from './cluster-login.js'
import { domainCredentials } from './domain-login.js'
import type { Login, LoginRequest } from './login.js'
import { secretLogin } from './secret-login.js'
import { workgroupAddress, workgroupCredentials } from './workgroup-login.js'

// A password is renewed this long before it ends, so that there is time to use it.
const RENEWAL = 60_000

/** What a {@link SignIn} needs. */
interface SignInRequest extends LoginRequest {
  /** Takes the passwords that are fetched. */
  readonly hidden: HiddenSecrets
}

/** Fetches the login of a sink's connections, and renews it before it expires. */
export class SignIn {
  readonly #connection: ConnectionOptions
  readonly #request: SignInRequest
  #login: Login | undefined
  #fetching: Promise<Login> | undefined

  constructor(connection: ConnectionOptions, request: SignInRequest) {
    this.#connection = connection
    this.#request = request
  }

  /** Returns the login, fetched anew if it ends within a minute. Throws `SinkError`, or `PluginError` if a client of AWS is not installed. */
  async login(): Promise<Login> {
    if (this.#login && !endsSoon(this.#login)) return this.#login
    return (this.#fetching ??= this.#fetchOnce())
  }

  /** Forgets a login that a server has refused: it may have been changed since it was fetched. */
  forget(login: Login): void {
    if (this.#login === login) this.#login = undefined
  }

  async #fetchOnce(): Promise<Login> {
    try {
      const login = await fetchLogin(this.#connection, this.#request)
      this.#request.hidden.add(login.password)
      this.#login = login
      return login
    } finally {
      this.#fetching = undefined
    }
  }
}

function endsSoon({ expires }: Login): boolean {
  return expires !== undefined && expires.getTime() - RENEWAL < Date.now()
}

async function fetchLogin(connection: ConnectionOptions, request: LoginRequest): Promise<Login> {
  const { signIn, host, port, database = '' } = connection
  if (signIn.kind === 'secret') return secretLogin(signIn.arn, connection, request)
  if (signIn.kind === 'password') {
    const { user, password } = signIn
    return { host: host!, port: port ?? DEFAULT_PORT, database, user, password, expires: undefined }
  }
  if (signIn.kind === 'domain') {
    const credentials = await domainCredentials(signIn, { ...request, database })
    return { host: host!, port: port ?? DEFAULT_PORT, database, ...credentials }
  }
  const credentials =
    signIn.kind === 'workgroup'
      ? await workgroupCredentials(signIn, { ...request, database })
      : await clusterCredentials(signIn, { ...request, database })
  if (host !== undefined) return { host, port: port ?? DEFAULT_PORT, database, ...credentials }
  const address =
    signIn.kind === 'workgroup'
      ? await workgroupAddress(signIn, request)
      : await clusterAddress(signIn, request)
  return { host: address.host, port: port ?? address.port, database, ...credentials }
}
