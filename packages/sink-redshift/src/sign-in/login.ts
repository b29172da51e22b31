import type { Secret } from '../secrets/secret.js'

/** To what, and as whom, a connection signs in. */
export interface Login {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: Secret
  /** When the password ends; undefined if it does not by itself. A connection that is open outlives it. */
  readonly expires: Date | undefined
}

/** Where a connection goes. */
export type Address = Pick<Login, 'host' | 'port'>

/** As whom a connection signs in. */
export type Credentials = Pick<Login, 'user' | 'password' | 'expires'>

/** What every request for a login needs. */
export interface LoginRequest {
  /** The sink, as its `url` says. */
  readonly url: string
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
}
