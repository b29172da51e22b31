import type { OpenSession, Transport, TransportOptions } from '../connections.js'
import { ApiSession, type ApiSessionOptions } from './api-session.js'
import type { DataApi } from './data-api.js'
import { DataApiSession } from './data-api-session.js'

/** What a {@link DataApiTransport} needs. */
interface DataApiTransportOptions extends TransportOptions, ApiSessionOptions {
  readonly api: DataApi
}

/** Sessions of the Data API, each used by one transaction at a time, and again while AWS keeps it. */
export class DataApiTransport implements Transport {
  /** AWS signs in for each call by itself. */
  readonly expires = undefined
  readonly #options: DataApiTransportOptions
  readonly #free: ApiSession[] = []

  constructor(options: DataApiTransportOptions) {
    this.#options = options
  }

  /** Calls nothing yet: the first statement opens the session. */
  async open(): Promise<OpenSession> {
    this.#options.signal.throwIfAborted()
    return new DataApiSession({
      ...this.#options,
      take: (fresh) =>
        (fresh ? undefined : this.#takeFree()) ?? new ApiSession(this.#options.api, this.#options),
      giveBack: (session) => void this.#free.push(session),
    })
  }

  /** The sessions end by themselves: the API closes none when it is asked to. */
  close(): Promise<void> {
    return this.#options.api.close()
  }

  /** The one that was used last, if AWS still keeps it. */
  #takeFree(): ApiSession | undefined {
    const session = this.#free.pop()
    if (!session || session.isFree) return session
    this.#free.length = 0
    return undefined
  }
}
