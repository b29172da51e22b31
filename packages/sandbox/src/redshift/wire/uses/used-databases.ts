import type { Duplex } from 'node:stream'
import type { LoggedConnection } from '../../catalog/connection-log.js'
import { Inbox } from '../messages/inbox.js'
import type { Outbox } from '../messages/outbox.js'
import { duplexPair } from './duplex-pair.js'
import { Tunnel } from './tunnel.js'
import type { PreparedText, UsingSession } from './using-session.js'

/** A client that was let in, for whom a session begins. */
export interface Visit {
  readonly client: Duplex
  readonly inbox: Inbox
  /** The parameters that it opened its connection with. */
  readonly parameters: Readonly<Record<string, string>>
  /** Undefined for a session that another one has opened, for a USE. */
  readonly logged?: LoggedConnection
  /** The databases of the session that has opened this one. */
  readonly uses?: UsedDatabases
}

/** The client's side of its sessions. */
interface Home {
  readonly client: Duplex
  readonly outbox: Outbox
  /** Those that the client opened its connection with. */
  readonly parameters: Visit['parameters'] & { readonly database: string }
  readonly session: UsingSession
  /** Begins a block in the client's own session. */
  begin(): Promise<unknown>
  open(visit: Visit): UsingSession
}

/**
 * The databases that a client has said USE for: each has a session of its own, to which goes what the client sends
 * until the next USE or RESET USE. https://docs.aws.amazon.com/redshift/latest/dg/r_USE_command.html
 */
export class UsedDatabases {
  readonly #home: Home
  readonly #tunnels = new Map<string, Tunnel>()
  #wanted: string
  #active: Tunnel | undefined
  /** Whether a block is to begin in it, as its client is in one. */
  #begins = false
  /** Whether a pipeline is under way, whose Sync goes where it began. */
  #piping = false

  constructor(home: Home) {
    this.#home = home
    this.#wanted = home.parameters.database
  }

  /** From the next message on, what the client sends is for `database`, in a block if `inBlock`. Default: the one that it connected to. */
  use(database = this.#home.parameters.database, inBlock = false): void {
    this.#wanted = database
    this.#begins = inBlock
  }

  /** Ends the session in `database`, unless it is the one in use. */
  leave(database: string): void {
    const tunnel = this.#tunnels.get(database)
    if (!tunnel || tunnel === this.#active) return
    this.#tunnels.delete(database)
    tunnel.leave()
  }

  /** The session that a message of `type`, the next, goes to; undefined if it is the client's own. */
  async current(type: string): Promise<Tunnel | undefined> {
    const piping = this.#piping
    this.#piping = type !== 'Q' && type !== 'S'
    if (piping) return this.#active
    const own = this.#home.parameters.database
    if (this.#wanted !== (this.#active?.database ?? own)) {
      this.#active = this.#wanted === own ? undefined : await this.#open(this.#wanted)
    }
    if (this.#begins) await (this.#active ? this.#active.begin() : this.#home.begin())
    this.#begins = false
    return this.#active
  }

  /** Whether the client has used another database than its own. */
  get several(): boolean {
    return this.#tunnels.size > 0
  }

  /** What one of the client's sessions has prepared by the name. */
  prepared(name: string): PreparedText | undefined {
    const sessions = [this.#home.session, ...Array.from(this.#tunnels.values(), ({ session }) => session)]
    for (const session of sessions) {
      const known = session.prepared(name)
      if (known) return known
    }
    return undefined
  }

  /** Cancels what runs in them. */
  cancel(): void {
    for (const { session } of this.#tunnels.values()) session.cancel()
  }

  /** Ends their sessions, but not the client's own. */
  close(): void {
    for (const tunnel of this.#tunnels.values()) tunnel.close()
  }

  async #open(database: string): Promise<Tunnel> {
    const known = this.#tunnels.get(database)
    if (known) return known
    const [near, far] = duplexPair()
    const visit = {
      client: far,
      inbox: new Inbox(far, true),
      parameters: { ...this.#home.parameters, database },
    }
    const tunnel = new Tunnel(near, this.#home, database, this.#home.open({ ...visit, uses: this }))
    this.#tunnels.set(database, tunnel)
    await tunnel.begun
    return tunnel
  }
}
