import { RedshiftError } from '../../redshift-error.js'
import { splitStatements } from '../../sql/tokens/split-statements.js'
import { plan } from '../../statements/plan.js'
import { parameterTypes, readBind, subject, writeBind } from '../messages/extended-requests.js'
import { body } from '../messages/frame.js'
import type { Frame } from '../messages/frame.js'
import { int16, int32 } from '../messages/message.js'
import { text } from '../messages/read-frame.js'
import { replies } from '../messages/replies.js'
import { requests } from '../messages/requests.js'
import { inward, postgresType } from '../results/value-forms.js'
import { changesSchema } from '../tasks/changes-schema.js'
import { learnColumns } from './learn-columns.js'
import { lastingCatalog } from './lasting-catalog.js'
import type { Parts } from './parts.js'
import { portalRows } from './portal-rows.js'
import { Prepared } from './prepared.js'
import type { PreparedStatement } from './prepared.js'

/** The messages of the extended protocol, in any order. https://www.postgresql.org/docs/18/protocol-flow.html */
export class Extended {
  readonly #parts: Parts
  readonly #prepared = new Prepared()
  /** Statements that PostgreSQL has been asked to describe since the last Sync. */
  readonly #asked = new Set<PreparedStatement>()
  /** What was kept of Parse messages that PostgreSQL has not confirmed since the last Sync. */
  #unconfirmed = new Set<{ undo(): void }>()
  /** Whether we refused a message, so that all up to the next Sync are ignored. */
  #skipping = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether messages are ignored until the next Sync, by us or by PostgreSQL as far as it has answered. */
  get skipping(): boolean {
    return this.#skipping || this.#parts.backend.skipping
  }

  /** The statement that the client has prepared by the name, if any. */
  prepared(name: string): PreparedStatement | undefined {
    return this.#prepared.known(name)
  }

  /** Forgets the statement without a name, which a query message ends. */
  forgetUnnamed(): void {
    this.#prepared.close({ isStatement: true, name: '' })
  }

  async handle(frame: Frame): Promise<void> {
    const { backend, log, runner, relay } = this.#parts
    if (frame.type === 'H') return backend.send(frame.bytes)
    if (frame.type === 'S') {
      this.#skipping = false
      this.#asked.clear()
      const unconfirmed = this.#unconfirmed
      this.#unconfirmed = new Set()
      const asked = log.open
      return backend.sync((answer) => {
        for (const kept of unconfirmed) kept.undo()
        log.drop(asked)
        relay(answer)
      })
    }
    if (this.#skipping) return
    try {
      await this.#message(frame)
    } catch (error) {
      this.#skipping = true
      await backend.quiet()
      if (!backend.skipping) await runner.fail(error)
    }
  }

  async #message(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'P':
        return this.#parse(frame)
      case 'B':
        return this.#bind(frame)
      case 'D':
        return this.#describe(frame)
      case 'E':
        return this.#execute(frame)
      default:
        return this.#close(frame)
    }
  }

  async #parse(frame: Frame): Promise<void> {
    const { backend, catalog, runner, relay } = this.#parts
    const name = text(frame)
    const sql = text(frame, name.end)
    const [first, ...more] = splitStatements(sql.value)
    if (more.length > 0) {
      throw new RedshiftError('cannot insert multiple commands into a prepared statement', { code: '42601' })
    }
    const types = parameterTypes(body(frame).subarray(sql.end))
    const changes = first !== undefined && changesSchema(first)
    const known = { text: first?.source ?? first?.text ?? '', types, changes }
    const statement = first && (await runner.read(first))
    if (statement) backend.names.learnFrom(statement)
    const planned = statement ? plan(statement) : { sql: () => Promise.resolve('') }
    if ('task' in planned) {
      const task = { ...known, task: planned.task, sql: '', columns: [] }
      return this.#reply(replies.parseComplete(), () => void this.#prepared.set(name.value, task))
    }
    // Now, as PostgreSQL takes its snapshot to read the statement; one without a name is read each time.
    await runner.reserve(planned.writes)
    const translated = await planned.sql(name.value === '' ? catalog : lastingCatalog(catalog))
    const writes = name.value === '' ? undefined : planned.writes
    const unlearned = { ...known, sql: translated, writes, columns: undefined }
    const kept = this.#prepared.set(name.value, unlearned)
    const unconfirmed = this.#unconfirmed.add(kept)
    const stated = [int16(types.length), ...types.map((type) => int32(postgresType(type) | 0))]
    await backend.request(requests.parse(name.value, translated, Buffer.concat(stated)), '1', (answer) => {
      if (answer.type === '1') unconfirmed.delete(kept)
      relay(answer)
    })
  }

  async #bind(frame: Frame): Promise<void> {
    const { backend, runner, relay } = this.#parts
    const request = readBind(frame)
    const { task, types, writes } = this.#prepared.statement(request.statement)
    if (task) return this.#reply(replies.bindComplete(), () => this.#prepared.bind(request))
    await runner.reserve(writes)
    this.#prepared.bind(request)
    const converts = types.map(inward)
    const bytes = converts.some(Boolean)
      ? writeBind(request, (value, i, binary) => (binary && converts[i]?.(value)) || value)
      : frame.bytes
    await backend.request(bytes, '2', relay)
  }

  async #describe(frame: Frame): Promise<void> {
    const about = subject(frame)
    const statement = this.#prepared.find(about)
    if (statement.task) {
      const answer = about.isStatement ? [replies.noParameters(), replies.noData()] : [replies.noData()]
      return this.#reply(Buffer.concat(answer))
    }
    await this.#learn(statement, frame.bytes, true)
  }

  async #execute(frame: Frame): Promise<void> {
    const { backend, log, runner, watch } = this.#parts
    const name = text(frame).value
    const portal = this.#prepared.portal(name)
    const { statement } = portal
    const { task } = statement
    if (task) {
      await backend.quiet()
      const perform = () => runner.perform(task, log.begin(statement.text))
      if (!backend.skipping) this.#skipping = !(await runner.watched(statement.changes, perform))
      return
    }
    // To write rows, their columns must be known, which a client need not ask for.
    if (!statement.columns && !this.#asked.has(statement)) {
      await this.#learn(statement, requests.describePortal(name), false)
    }
    const rows = portalRows(portal, this.#parts, () => (this.#skipping = true))
    if (statement.changes) watch.begin()
    await backend.request(frame.bytes, 'CIs', rows)
  }

  async #close(frame: Frame): Promise<void> {
    const about = subject(frame)
    const forget = () => this.#prepared.close(about)
    if (this.#prepared.find(about).task) return this.#reply(replies.closeComplete(), forget)
    forget()
    await this.#parts.backend.request(frame.bytes, '3', this.#parts.relay)
  }

  /** Answers in the place of PostgreSQL, in turn, and does what `effect` does; nothing if an earlier message failed. */
  async #reply(bytes: Buffer, effect: () => void = () => {}): Promise<void> {
    const { backend, outbox } = this.#parts
    backend.pipelining = true
    await backend.quiet()
    if (backend.skipping) return
    effect()
    outbox.push(bytes)
  }

  async #learn(statement: PreparedStatement, request: Buffer, forClient: boolean): Promise<void> {
    this.#asked.add(statement)
    await learnColumns(statement, request, forClient, this.#parts)
  }
}
