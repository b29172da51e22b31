import { MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { run, type LoadStep, type RunEvent, type RunOptions } from '../src/index.js'
import { ManifestStrategy, type Sink } from '../src/plugin.js'
import { stepInto } from './step-into.js'

/** A warehouse in memory that can be asked about its tables, and a source to load into it. */
export class DescribedWarehouse {
  readonly source = new MemorySource()
  readonly warehouse = new MemoryWarehouse()
  readonly sink: Sink = this.#describing(new MemorySink(this.warehouse))

  /** A step that loads `events` by `manifest`, unless `changes` say otherwise. */
  step(changes: Partial<LoadStep> = {}): LoadStep {
    return stepInto(this.sink, this.source, { strategy: new ManifestStrategy(), ...changes })
  }

  /** Changes the tables as somebody else would. */
  change(work: (tables: MemoryWarehouse['state']) => void): Promise<void> {
    return this.warehouse.change(async (state) => work(state))
  }

  ids(table = 'events'): unknown[] {
    return this.warehouse
      .rows(table)
      .map(({ id }) => id)
      .toSorted()
  }

  #describing(sink: MemorySink): Sink {
    const tables: NonNullable<Sink['powers']['tables']> = {
      describe: async (table) => {
        const { tables: all, identities } = this.warehouse.state
        // A warehouse folds names.
        const name = table.toLowerCase()
        const rows = all.get(name)
        return rows && { columns: [], identity: identities.get(name), hasRows: rows.length > 0 }
      },
      ddl: { create: () => [], compare: () => [], alter: () => [] },
      addColumns: async () => [],
    }
    return {
      url: sink.url,
      powers: { ...sink.powers, tables },
      check: () => [],
      marks: (scope) => sink.marks(scope),
      transaction: (context, work) => sink.transaction(context, work),
      async [Symbol.asyncDispose]() {},
    }
  }
}

/** Runs a step, and returns what it reports. */
export async function runStep(step: LoadStep, options: RunOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of run([{ name: 'p', steps: [step] }], options)) events.push(event)
  return events
}

/** The kinds of what was noticed. */
export function noticed(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'noticed' ? [event.notice.kind] : []))
}
