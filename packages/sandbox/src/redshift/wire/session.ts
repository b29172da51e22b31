import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Cluster } from '../statements/cluster.js'
import { RedshiftError } from '../redshift-error.js'
import { splitStatements } from '../sql/split-statements.js'
import { plan } from '../statements/plan.js'
import { Backend } from './backend.js'
import { clientFrame } from './client-frame.js'
import { body } from './frame.js'
import type { Frame } from './frame.js'
import { ImplicitBlock } from './implicit-block.js'
import type { Inbox } from './inbox.js'
import { Outbox } from './outbox.js'
import { Prepared } from './prepared.js'
import { text } from './read-frame.js'
import { replies } from './replies.js'
import { requests } from './requests.js'
import { StatementRunner } from './statement-runner.js'

/** One client's connection and its own connection to PostgreSQL behind it. */
export class Session {
  readonly #client: Socket
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #backend: Backend
  readonly #cluster: Cluster
  readonly #runner: StatementRunner
  readonly #prepared = new Prepared()
  /** Whether we refused a message, so that all up to the next Sync are ignored. */
  #skipping = false
  #key: Buffer | undefined

  constructor(client: Socket, inbox: Inbox, cluster: Cluster, parameters: Readonly<Record<string, string>>) {
    this.#client = client
    this.#inbox = inbox
    this.#outbox = new Outbox(client)
    this.#cluster = cluster
    const { database = 'dev' } = parameters
    this.#backend = new Backend(cluster.socket, cluster.names, {
      unasked: this.#relay,
      received: () => this.#outbox.flush(),
      closed: () => client.end(),
    })
    this.#runner = new StatementRunner({
      backend: this.#backend,
      outbox: this.#outbox,
      cluster,
      database,
      relay: this.#relay,
      number: () => this.#key?.readInt32BE(0) ?? 0,
    })
    client.once('close', () => this.#abandon())
    client.on('drain', () => this.#backend.resume())
    const greeting = requests.startup({ ...parameters, database })
    void this.#backend.request(greeting, 'Z', this.#relay)
  }

  /** Whether `key`, the body of a cancel request behind its code, names this session. */
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
        if (frame.type === 'X') break
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
      case 'S':
        this.#skipping = false
        return this.#backend.request(frame.bytes, 'Z', this.#relay)
      case 'H':
        return this.#backend.send(frame.bytes)
      case 'P':
      case 'B':
      case 'D':
      case 'E':
      case 'C':
        return this.#skipping ? undefined : this.#extended(frame)
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

  /** A query message: its statements run one by one, as one transaction where there are several. */
  async #simple(sql: string): Promise<void> {
    await this.#backend.quiet()
    if (this.#skipping || this.#backend.skipping) return
    try {
      const statements = splitStatements(sql)
      this.#cluster.names.learnFrom(...statements)
      if (statements.length === 0) this.#outbox.push(replies.emptyQuery())
      const block = new ImplicitBlock(this.#backend, statements.length)
      let succeeded = true
      for (const statement of statements) {
        if (await block.opensAt(statement)) this.#outbox.push(replies.commandComplete('BEGIN'))
        else succeeded = await this.#runner.run(statement)
        if (!succeeded) break
      }
      await block.close(succeeded)
    } catch (error) {
      await this.#runner.fail(error)
    }
    this.#outbox.push(replies.readyForQuery(this.#backend.status))
  }

  async #extended(frame: Frame): Promise<void> {
    try {
      if (frame.type === 'P') return await this.#parse(frame)
      const task = this.#prepared.find(frame)
      await this.#runner.reserve(this.#prepared.written(frame))
      if (!task) return await this.#backend.request(frame.bytes, LAST[frame.type] ?? '', this.#relay)
      await this.#backend.quiet()
      if (this.#backend.skipping) return
      if (frame.type === 'E') this.#skipping = !(await this.#runner.perform(task))
      else this.#outbox.push(this.#prepared.answer(frame, task))
    } catch (error) {
      this.#skipping = true
      await this.#backend.quiet()
      if (!this.#backend.skipping) await this.#runner.fail(error)
    }
  }

  async #parse(frame: Frame): Promise<void> {
    const name = text(frame)
    const sql = text(frame, name.end)
    const [statement, ...more] = splitStatements(sql.value)
    if (more.length > 0) {
      throw new RedshiftError('cannot insert multiple commands into a prepared statement', { code: '42601' })
    }
    if (statement) this.#cluster.names.learnFrom(statement)
    const planned = statement ? plan(statement) : { sql: '' }
    if ('sql' in planned) {
      // Now, as PostgreSQL takes its snapshot to read the statement; one without a name is read each time.
      await this.#runner.reserve(planned.writes)
      this.#prepared.handOver(name.value, name.value === '' ? undefined : planned.writes)
      const bytes = requests.parse(name.value, planned.sql, body(frame).subarray(sql.end))
      return this.#backend.request(bytes, '1', this.#relay)
    }
    await this.#backend.quiet()
    if (this.#backend.skipping) return
    this.#prepared.set(name.value, planned.task)
    this.#outbox.push(replies.parseComplete())
  }

  /** Our client has gone: what it had not committed is undone, a load outside a block goes on. */
  #abandon(): void {
    if (this.#runner.enduring) return
    this.cancel()
    this.close()
  }

  readonly #relay = (frame: Frame): void => {
    if (frame.type === 'K') this.#key = Buffer.from(body(frame))
    const bytes = clientFrame(frame, this.#cluster.names)
    if (bytes) this.#outbox.push(bytes)
  }
}

function protocolViolation({ type }: Frame): RedshiftError {
  return new RedshiftError(`invalid frontend message type "${type}"`, { code: '08P01' })
}

/** What ends the answer to each message of the extended protocol. */
const LAST: Readonly<Record<string, string>> = { B: '2', D: 'Tn', E: 'CIs', C: '3' }
