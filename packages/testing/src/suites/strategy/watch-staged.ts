import type { Sink, Transaction } from '@arbalest/core/plugin'

/** A sink, and what its transactions staged for nothing. */
interface WatchedSink extends Sink {
  /** The staged tables whose rows went nowhere, by the names that the sink gave them. */
  readonly unused: readonly string[]
}

/**
 * Returns `sink`, which also keeps what was staged and neither replaced nor merged anything by the
 * end of its transaction: as such tables are dropped then, nothing else shows them. It does not
 * close `sink`.
 */
export function watchStaged(sink: Sink): WatchedSink {
  const unused: string[] = []
  return {
    url: sink.url,
    powers: sink.powers,
    unused,
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      sink.transaction(context, async (tx) => {
        const staged = new Set<string>()
        const result = await work(watched(tx, staged))
        unused.push(...staged)
        return result
      }),
    async [Symbol.asyncDispose]() {},
  }
}

function watched(tx: Transaction, staged: Set<string>): Transaction {
  const verbs: Partial<Transaction> = {
    async stage(target) {
      const made = await tx.stage(target)
      staged.add(made.table)
      return made
    },
    async replace(target, used, ...more) {
      staged.delete(used.table)
      return tx.replace(target, used, ...more)
    },
    ...(tx.merge && {
      async merge(target, used, options) {
        staged.delete(used.table)
        return tx.merge!(target, used, options)
      },
    }),
  }
  return new Proxy(tx, {
    get: (_, verb: keyof Transaction) => verbs[verb] ?? (tx[verb] as () => unknown | undefined)?.bind(tx),
  })
}
