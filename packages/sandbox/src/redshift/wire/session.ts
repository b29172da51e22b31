import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { CLIENT_USER, DEFAULT_DATABASE } from '../catalog/install.js'
import { RedshiftError } from '../redshift-error.js'
import type { Cluster } from '../statements/context/cluster.js'
import { Backend } from './backend/backend.js'
import { AnswerFile } from './bodies/answer-file.js'
import { AskedFunctions } from './bodies/asked-functions.js'
import { BodyTasks } from './bodies/body-tasks.js'
import { DynamicSql } from './bodies/dynamic-sql.js'
import { clientFrame } from './client-frame.js'
import { Extended } from './extended/extended.js'
import type { PreparedStatement } from './extended/prepared.js'
import { body } from './messages/frame.js'
import type { Frame } from './messages/frame.js'
import type { Inbox } from './messages/inbox.js'
import { Outbox } from './messages/outbox.js'
import { text } from './messages/read-frame.js'
import { replies } from './messages/replies.js'
import { requests } from './messages/requests.js'
import { readStartup } from './messages/startup.js'
import type { Startup } from './messages/startup.js'
import { Results } from './results/results.js'
import { simpleQuery } from './simple-queries.js'
import { KeptCatalog } from './tasks/kept-catalog.js'
import { QueryLog } from './tasks/query-log.js'
import { SchemaWatch } from './tasks/schema-watch.js'
import { SessionCatalog } from './tasks/session-catalog.js'
import { StatementRunner } from './tasks/statement-runner.js'
import { recall } from './uses/recall.js'
import { UsedDatabases, type Visit } from './uses/used-databases.js'
import type { UsingSession } from './uses/using-session.js'

/** One client's connection and its own connection to PostgreSQL behind it. */
export class Session implements UsingSession {
  readonly #client: Duplex
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #backend: Backend
  readonly #cluster: Cluster
  readonly #runner: StatementRunner
  readonly #extended: Extended
  readonly #startup: Startup
  readonly #logged: Visit['logged']
  readonly #uses: UsedDatabases
  readonly #used: boolean
  readonly #parts: Parameters<typeof simpleQuery>[1] & Parameters<typeof recall>[1]
  #key: Buffer | undefined

  constructor({ client, inbox, parameters, logged, uses }: Visit, cluster: Cluster) {
    this.#logged = logged
    this.#used = uses !== undefined
    this.#client = client
    this.#inbox = inbox
    this.#outbox = new Outbox(client)
    this.#cluster = cluster
    const { database = DEFAULT_DATABASE, user = CLIENT_USER } = parameters
    this.#startup = readStartup({ ...parameters, database })
    const home = { client, outbox: this.#outbox, parameters: { ...parameters, database }, session: this }
    const begin = () => this.#backend.query('begin')
    const open = (visit: Visit) => new Session(visit, cluster)
    this.#uses = uses ?? new UsedDatabases({ ...home, begin, open })
    const number = () => this.#key?.readInt32BE(0) ?? 0
    const answers = new AnswerFile(cluster.data, number)
    const dynamicSql = new DynamicSql(cluster, answers)
    const log = new QueryLog({
      history: cluster.history,
      user,
      database,
      number,
      transactionsEnded: () => this.#backend.transactionsEnded,
      errorIn: (frame) => this.#backend.errorIn(frame),
    })
    const functions = new AskedFunctions(answers, cluster, log)
    const inform = (notice: string) => void this.#outbox.push(replies.notice('INFO', notice))
    const tasks = new BodyTasks({ cluster, database, answers, log, session: number, inform })
    const watch = new SchemaWatch(cluster.schemaChanges)
    this.#backend = new Backend(cluster.socket, cluster.names, {
      unasked: this.#relay,
      intercepts: (frame) => dynamicSql.answers(frame) || functions.answers(frame) || tasks.answers(frame),
      received: () => this.#outbox.flush(),
      atRest: () => watch.ended(),
      closed: (answered) => {
        watch.closed(answered)
        log.close()
        logged?.ended()
        client.end()
      },
    })
    const results = new Results(this.#backend, this.#startup.version)
    const asked = new SessionCatalog(this.#backend, cluster)
    const catalog = new KeptCatalog(asked, cluster.schemaChanges, this.#backend)
    const parts = { results, catalog, log, watch, relay: this.#relay }
    const shared = { backend: this.#backend, outbox: this.#outbox, ...parts }
    const settings = this.#startup.parameters
    const [use, leave] = [this.#uses.use.bind(this.#uses), this.#uses.leave.bind(this.#uses)]
    this.#runner = new StatementRunner({ ...shared, cluster, database, settings, number, use, leave })
    this.#extended = new Extended({ ...shared, runner: this.#runner })
    const [backend, runner, extended] = [this.#backend, this.#runner, this.#extended]
    this.#parts = { backend, cluster, runner, extended, outbox: this.#outbox, uses: this.#uses }
    client.once('close', () => {
      answers.remove()
      this.#abandon()
    })
    client.on('drain', () => this.#backend.resume())
    void this.#backend.greet(this.#startup.parameters, this.#relay)
  }

  /** Whether `key`, the body of a cancel request after its code, names this session. */
  answersTo(key: Buffer): boolean {
    return this.#key?.equals(key) ?? false
  }

  /** Cancels the statement that runs. */
  cancel(): void {
    this.#runner.cancel()
    if (!this.#used) this.#uses.cancel()
    if (!this.#key || this.#backend.lost) return
    const socket = connect({ path: this.#cluster.socket })
    socket.on('error', () => socket.destroy())
    socket.end(requests.cancel(this.#key))
  }

  /** Handles what the client sends, until it goes. */
  async serve(): Promise<void> {
    try {
      for await (const frame of this.#inbox) {
        if (frame.type === 'X' || this.#backend.lost) break
        const used = this.#used ? undefined : await this.#uses.current(frame.type)
        await (used ? used.send(frame) : this.#handle(frame))
        this.#outbox.flush()
      }
    } finally {
      this.close()
    }
  }

  /** The statement that the client has prepared by the name, if any. */
  prepared(name: string): PreparedStatement | undefined {
    return this.#extended.prepared(name)
  }

  close(): void {
    this.#runner.cancel()
    if (!this.#used) this.#uses.close()
    this.#backend.close()
    this.#outbox.flush()
    this.#client.end()
  }

  async #handle(frame: Frame): Promise<void> {
    await this.#runner.settle()
    switch (frame.type) {
      case 'Q':
        return simpleQuery(text(frame).value, this.#parts)
      case 'B':
      case 'D':
        await recall(frame, this.#parts)
        return this.#extended.handle(frame)
      case 'P':
      case 'E':
      case 'C':
      case 'H':
      case 'S':
        return this.#extended.handle(frame)
      case 'c':
      case 'd':
      case 'f':
        // Sent before it was known that there is no COPY FROM STDIN.
        return
      default:
        this.#outbox.push(replies.error(protocolViolation(frame)))
        this.close()
    }
  }

  /** Our client has gone: what it had not committed is undone, a load outside a block goes on. */
  #abandon(): void {
    if (this.#runner.enduring) return
    this.cancel()
    this.close()
  }

  readonly #relay = (frame: Frame): void => {
    if (frame.type === 'K') {
      this.#key = Buffer.from(body(frame))
      this.#logged?.begun(this.#key.readInt32BE(0))
      for (const report of this.#startup.reports) this.#outbox.push(replies.parameterStatus(...report))
    }
    const bytes = clientFrame(frame, this.#cluster.names)
    if (bytes) this.#outbox.push(bytes)
  }
}

function protocolViolation({ type }: Frame): RedshiftError {
  return new RedshiftError(`invalid frontend message type "${type}"`, { code: '08P01' })
}
