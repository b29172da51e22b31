import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { CLIENT_USER, DEFAULT_DATABASE } from '../catalog/install.js'
import { RedshiftError } from '../redshift-error.js'
import { splitStatements } from '../sql/tokens/split-statements.js'
import type { Cluster } from '../statements/context/cluster.js'
import { Backend } from './backend/backend.js'
import { AnswerFile } from './bodies/answer-file.js'
import { AskedFunctions } from './bodies/asked-functions.js'
import { BodyTasks } from './bodies/body-tasks.js'
import { DynamicSql } from './bodies/dynamic-sql.js'
import { clientFrame } from './client-frame.js'
import { Extended } from './extended/extended.js'
import { ImplicitBlock } from './implicit-block.js'
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
import { KeptCatalog } from './tasks/kept-catalog.js'
import { QueryLog } from './tasks/query-log.js'
import { SchemaWatch } from './tasks/schema-watch.js'
import { SessionCatalog } from './tasks/session-catalog.js'
import { StatementRunner } from './tasks/statement-runner.js'
import type { Visit } from './visit.js'

/** One client's connection and its own connection to PostgreSQL behind it. */
export class Session {
  readonly #client: Socket
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #backend: Backend
  readonly #cluster: Cluster
  readonly #runner: StatementRunner
  readonly #extended: Extended
  readonly #startup: Startup
  readonly #logged: Visit['logged']
  #key: Buffer | undefined

  constructor({ client, inbox, parameters, logged }: Visit, cluster: Cluster) {
    this.#logged = logged
    this.#client = client
    this.#inbox = inbox
    this.#outbox = new Outbox(client)
    this.#cluster = cluster
    const { database = DEFAULT_DATABASE, user = CLIENT_USER } = parameters
    this.#startup = readStartup({ ...parameters, database })
    const number = () => this.#key?.readInt32BE(0) ?? 0
    const answers = new AnswerFile(cluster.data, number)
    const dynamicSql = new DynamicSql(cluster, answers)
    const { history } = cluster
    const log = new QueryLog({
      history,
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
        logged.ended()
        client.end()
      },
    })
    const results = new Results(this.#backend, this.#startup.version)
    const asked = new SessionCatalog(this.#backend, cluster)
    const catalog = new KeptCatalog(asked, cluster.schemaChanges, this.#backend)
    const parts = { results, catalog, log, watch, relay: this.#relay }
    const shared = { backend: this.#backend, outbox: this.#outbox, ...parts }
    const settings = this.#startup.parameters
    this.#runner = new StatementRunner({ ...shared, cluster, database, settings, number })
    this.#extended = new Extended({ ...shared, runner: this.#runner })
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
        await this.#handle(frame)
        this.#outbox.flush()
      }
    } finally {
      this.close()
    }
  }

  close(): void {
    this.#runner.cancel()
    this.#backend.close()
    this.#outbox.flush()
    this.#client.end()
  }

  async #handle(frame: Frame): Promise<void> {
    await this.#runner.settle()
    switch (frame.type) {
      case 'Q':
        return this.#simple(text(frame).value)
      case 'P':
      case 'B':
      case 'D':
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

  /** A query message: its statements run one by one, as one transaction if there are several. */
  async #simple(sql: string): Promise<void> {
    await this.#backend.quiet()
    if (this.#extended.skipping) return
    this.#extended.forgetUnnamed()
    const block = new ImplicitBlock(this.#backend, await this.#backend.adopt())
    try {
      const statements = splitStatements(sql)
      this.#cluster.names.learnFrom(...statements)
      if (statements.length === 0) this.#outbox.push(replies.emptyQuery())
      let succeeded = true
      for (const statement of statements) {
        if (await block.opensAt(statement, statements.length > 1)) {
          this.#outbox.push(replies.commandComplete('BEGIN'))
        } else succeeded = await this.#runner.run(statement)
        if (!succeeded) break
      }
      await block.close(succeeded)
    } catch (error) {
      await this.#runner.fail(error)
      await block.close(false)
    }
    this.#outbox.push(replies.readyForQuery(this.#backend.status))
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
      this.#logged.begun(this.#key.readInt32BE(0))
      for (const report of this.#startup.reports) this.#outbox.push(replies.parameterStatus(...report))
    }
    const bytes = clientFrame(frame, this.#cluster.names)
    if (bytes) this.#outbox.push(bytes)
  }
}

function protocolViolation({ type }: Frame): RedshiftError {
  return new RedshiftError(`invalid frontend message type "${type}"`, { code: '08P01' })
}
