import type { ClientConfig } from 'pg'
import { defaultTls, type TlsMode } from '../../connection/tls-mode.js'
import type { Login } from '../../sign-in/login.js'

// Firewalls drop connections that are silent for a long time, as during a COPY:
// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html
const KEEP_ALIVE_DELAY = 60_000

/** What the driver is told of a connection, besides who signs in. */
interface ClientSettings {
  /** Undefined if the host decides. */
  readonly tls: TlsMode | undefined
  /** How the server knows us, in its views of sessions. */
  readonly applicationName: string
  /** How long one attempt to connect may take, in milliseconds. */
  readonly timeout: number
}

/** Returns a connection as the driver takes it. */
export function clientConfig(
  { host, port, database, user, password }: Login,
  { tls = defaultTls(host), applicationName, timeout }: ClientSettings,
): ClientConfig {
  return {
    host,
    port,
    database,
    user,
    password: password.reveal(),
    ssl: tlsOf(tls),
    application_name: applicationName,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
    connectionTimeoutMillis: timeout,
  }
}

function tlsOf(mode: TlsMode): ClientConfig['ssl'] {
  if (mode === 'disable') return false
  return {
    rejectUnauthorized: mode !== 'require',
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  }
}
