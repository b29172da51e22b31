import { VERSION } from '@arbalest/core/plugin'
import type { ConnectionOptions } from '../connection/connection-options.js'
import type { HiddenSecrets } from '../secrets/hidden-secrets.js'
import { SignIn } from '../sign-in/sign-in.js'
import { sessionSettings } from '../statements/session.js'
import type { Transport } from './connections.js'
import { apiPlace } from './data-api/api-target.js'
import { DataApi } from './data-api/data-api.js'
import { DataApiTransport } from './data-api/data-api-transport.js'
import { tracedTransport } from './traced-transport.js'
import { WireTransport } from './wire/wire-transport.js'

/** What a connection is made with. */
interface TransportRequest {
  /** The sink, as its `url` says. */
  readonly url: string
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Reports something odd that does not end the run. */
  notice(message: string): void
  /** Is given each statement that has ended, and how many milliseconds it took. Default: nobody hears it. */
  readonly trace?: ((statement: string, milliseconds: number) => void) | undefined
  readonly hidden: HiddenSecrets
  /** The pipeline, by which the server knows who connects. */
  readonly pipeline: string | undefined
}

// What PostgreSQL keeps of an application's name; Redshift may keep more.
const LONGEST_NAME = 63

/** Returns what carries the statements of a connection. */
export function transportOf(connection: ConnectionOptions, request: TransportRequest): Transport {
  const { trace, hidden } = request
  const transport = untracedTransport(connection, request)
  if (!trace) return transport
  return tracedTransport(transport, (text, milliseconds) => trace(hidden.hide(text), milliseconds))
}

function untracedTransport(connection: ConnectionOptions, request: TransportRequest): Transport {
  const { url, signal, notice, hidden, pipeline } = request
  const hide = (text: string) => hidden.hide(text)
  if (connection.via === 'data-api') {
    const { target, region, resource } = apiPlace(connection)
    return new DataApiTransport({
      api: new DataApi({ url, region, resource }),
      target,
      keepAlive: Math.ceil(connection.sessionKeepAlive / 1_000),
      settings: sessionSettings(connection),
      signal,
      hide,
    })
  }
  return new WireTransport(connection, {
    url,
    signal,
    notice,
    hide,
    signIn: new SignIn(connection, { url, signal, hidden }),
    applicationName: applicationName(pipeline),
  })
}

/** Returns how the server knows us, in its views of sessions: `arbalest/0.1.0 daily`. */
function applicationName(pipeline: string | undefined): string {
  const name = pipeline === undefined ? `arbalest/${VERSION}` : `arbalest/${VERSION} ${pipeline}`
  // A server shows others as question marks.
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_NAME)
}
