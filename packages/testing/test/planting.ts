import {
  SinkJournal,
  type Journal,
  type Rehearse,
  type Sink,
  type Snapshot,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { memoryFixture, type SinkFixture, type Test } from '../src/index.js'

/** Returns the names of the tests that fail. */
export async function failuresOf(suite: (run: Test) => void): Promise<string[]> {
  const bodies: [name: string, body: () => Promise<void>][] = []
  suite((name, body) => bodies.push([name, body]))
  const failures: string[] = []
  for (const [name, body] of bodies) await body().catch(() => failures.push(name))
  return failures
}

/** Returns what makes fixtures whose sinks are `change`d. */
export const fixtureWith = (change: (sink: Sink) => Sink) => async (): Promise<SinkFixture> => {
  const fixture = await memoryFixture()
  return { ...fixture, sink: change(fixture.sink), another: async () => change(await fixture.another()) }
}

/** Returns `tx`, of whose verbs some are others. */
export const changed = (tx: Transaction, verbs: Partial<Transaction>): Transaction =>
  new Proxy(tx, {
    get: (_, verb: keyof Transaction) => verbs[verb] ?? (tx[verb] as () => unknown | undefined)?.bind(tx),
  })

/** Returns what makes a sink of another, the verbs of whose transactions are `change`d. It has no powers. */
export const withVerbs =
  (change: (tx: Transaction, sink: Sink, context: TransactionContext) => Partial<Transaction>) =>
  (sink: Sink): Sink => ({
    url: sink.url,
    powers: {},
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      sink.transaction(context, (tx) => work(changed(tx, change(tx, sink, context)))),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  })

/** Returns what makes a sink of another, whose power to rehearse is replaced. */
export const rehearsing =
  (rehearse: (sound: Rehearse, sink: Sink, ...given: Parameters<Rehearse>) => ReturnType<Rehearse>) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { rehearse: (context, work) => rehearse(sink.powers.rehearse!, sink, context, work) },
  })

/** Returns a journal in the sink's marks, of whose snapshots some verbs are others. */
export const journalWith = (
  sink: Sink,
  scope: string,
  change: (snapshot: Snapshot) => Partial<Snapshot>,
): Journal => {
  const journal = new SinkJournal(sink, scope)
  return {
    upkeep: journal.upkeep,
    under: (other) => journal.under(other),
    async open() {
      const sound = await journal.open()
      const snapshot: Snapshot = {
        empty: sound.empty,
        origin: sound.origin,
        newest: () => sound.newest(),
        pending: (units, quarantined) => sound.pending(units, quarantined),
        record: (tx, loaded, quarantined) => sound.record(tx, loaded, quarantined),
      }
      return { ...snapshot, ...change(snapshot) }
    },
  }
}
