import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { run, type LoadStep, type Pipeline } from '@arbalest/core'
import {
  ManifestStrategy,
  SinkError,
  SinkJournal,
  type Rejection,
  type Sink,
  type Transaction,
} from '@arbalest/core/plugin'
import { EVENTS, lines, MemorySink, MemorySource } from '@arbalest/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Output } from '../../src/output/output.js'
import { TerminalReporter } from '../../src/reporters/terminal.js'

beforeEach(() => void vi.stubEnv('CI', undefined).stubEnv('TERM', 'xterm'))
afterEach(() => void vi.unstubAllEnvs())

/** A terminal that remembers what was written to it, each time on a line of its own. */
class Screen extends Writable {
  readonly isTTY = true
  readonly columns = 200
  readonly #written: string[] = []

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#written.push(stripVTControlCharacters(String(chunk)).trim())
    done()
  }

  cursorTo(): void {}
  moveCursor(): void {}
  clearLine(): void {}

  /** What was written, without what the spinner turns through. */
  get text(): string {
    return this.#written.join('\n').replaceAll(/^[⠀-⣿] /gmu, '')
  }
}

/** A pipeline of one step, which loads two objects, a transaction each; of which the second fails at first. */
function pipelineInto(sink: Sink, failure: SinkError, left: readonly Rejection[] = []): Pipeline {
  let transactions = 0
  const failing: Sink = {
    url: sink.url,
    powers: {},
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      ++transactions === 2
        ? Promise.reject(failure)
        : sink.transaction(context, (tx) => work(leavingOut(tx, left))),
    async [Symbol.asyncDispose]() {},
  }
  const scope = 'quakes/events'
  const step = {
    kind: 'load' as const,
    name: 'events',
    scope,
    source: new MemorySource({ a: lines({ id: 1 }, { id: 2 }), b: lines({ id: 3 }) }),
    strategy: new ManifestStrategy({ batch: 1 }),
    sink: failing,
    journal: new SinkJournal(failing, scope),
    target: EVENTS,
    onBadRow: { skip: 9 },
  }
  return { name: 'quakes', steps: [step] }
}

/** `tx`, but that its copies leave out rows besides. */
function leavingOut(tx: Transaction, rejections: readonly Rejection[]): Transaction {
  const copy: Transaction['copy'] = async (into, objects) => ({
    ...(await tx.copy(into, objects)),
    rejected: rejections.length,
    rejections,
  })
  return new Proxy(tx, { get: (_, verb: keyof Transaction) => (verb === 'copy' ? copy : tx[verb]?.bind(tx)) })
}

async function show(pipeline: Pipeline, screen: Screen): Promise<void> {
  const output = new Output(false)
  output.mask.hide('hunter22', '${env:PASSWORD}')
  using reporter = new TerminalReporter(output, screen)
  for await (const event of run([pipeline], { backoff: () => 1 })) {
    if (event.type !== 'done') reporter.report(event)
  }
}

test('a terminal shows where a step stands, and leaves one line when it has finished', async () => {
  const screen = new Screen()
  const lost = new SinkError('CONNECTION_LOST', 'hunter22 was lost.', { retryable: true })

  await show(pipelineInto(new MemorySink(), lost), screen)

  expect(screen.text).toContain('quakes/events: from memory: into events at memory:')
  expect(screen.text).toContain('quakes/events: loading 1 object (18 bytes)')
  expect(screen.text).toContain(
    'quakes/events: loading 1 object (9 bytes), after 1 object (18 bytes), 2 rows',
  )
  expect(screen.text).toContain(
    'quakes/events: failed (CONNECTION_LOST: ${env:PASSWORD} was lost.); trying again in 0.0 s',
  )
  expect(screen.text).toMatch(/✔ quakes\/events: 2 objects \(27 bytes\), 3 rows, in \d\.\d s$/)
})

test('a terminal shows which columns are added', async () => {
  const screen = new Screen()
  using reporter = new TerminalReporter(new Output(false), screen)
  const { steps } = pipelineInto(new MemorySink(), new SinkError('SQL_FAILED', 'No.'))
  const step = steps[0] as LoadStep
  const head = { time: new Date(), run: 'r', pipeline: 'quakes', step }
  reporter.report({ type: 'started', ...head })
  reporter.report({ type: 'evolved', ...head, columns: ['mag'] })
  reporter.report({ type: 'finished', ...head })
  expect(screen.text).toContain('quakes/events: added the column "mag" to events')
})

test('a terminal keeps in sight what was noticed', async () => {
  const screen = new Screen()
  using reporter = new TerminalReporter(new Output(false), screen)
  const { steps } = pipelineInto(new MemorySink(), new SinkError('SQL_FAILED', 'No.'))
  const head = { time: new Date(), run: 'r', pipeline: 'quakes', step: steps[0] as LoadStep }
  reporter.report({ type: 'started', ...head })
  const notice = { kind: 'rebuilt', look: false, table: 'events' } as const
  reporter.report({ type: 'noticed', ...head, notice })
  reporter.report({ type: 'finished', ...head })
  expect(screen.text).toMatch(
    /✔ quakes\/events: nothing to load\n  "events" is not the table that was loaded/,
  )
})

test('a terminal is left with the step that failed', async () => {
  const screen = new Screen()
  const refused = new SinkError('SQL_FAILED', 'No.')

  await expect(show(pipelineInto(new MemorySink(), refused), screen)).rejects.toBe(refused)

  expect(screen.text).toMatch(/✖ quakes\/events: loading 1 object \(9 bytes\), after .*$/)
})

test('a terminal shows which rows were left out, whether the step has finished or failed', async () => {
  const rejection = { object: 's3://b/k', line: 7, column: 'id', value: 'hunter22', reason: 'Overflow' }
  const group = '  1 row, column "id": Overflow\n    s3://b/k, line 7, value "${env:PASSWORD}"'
  const lost = new SinkError('CONNECTION_LOST', 'Lost.', { retryable: true })
  const refused = new SinkError('SQL_FAILED', 'No.')
  const [finished, failed] = [new Screen(), new Screen()]

  await show(pipelineInto(new MemorySink(), lost, [rejection]), finished)
  await expect(show(pipelineInto(new MemorySink(), refused, [rejection]), failed)).rejects.toBe(refused)

  expect(finished.text).toMatch(/⚠ .* 2 rows rejected, in \d\.\d s\n/)
  expect(finished.text).toContain(`${group.replace('1 row', '2 rows')}\n    s3://b/k, line 7`)
  expect(failed.text).toContain(group)
})
