import type { Sink, Transaction } from '@arbalest/core/plugin'

/** Thrown in a crash's place. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

/** A sink that crashes, and whether it has. */
export interface CrashingSink extends Sink {
  readonly crashed: boolean
}

/**
 * Returns `sink`, but that it crashes at its `at`th step, from 0: to begin a transaction
 * is a step, each verb is one, and so are the moments just before and just after
 * a commit. It does not close `sink`.
 */
export function crashing(sink: Sink, at: number): CrashingSink {
  let step = 0
  const tick = () => {
    if (step++ === at) throw new Crash(`at step ${at}`)
  }
  return {
    url: sink.url,
    powers: sink.powers.ledger ? { ledger: sink.powers.ledger } : {},
    check: (target) => sink.check(target),
    get crashed() {
      return step > at
    },
    marks: (scope) => sink.marks(scope),
    async transaction(context, work) {
      tick()
      const result = await sink.transaction(context, async (tx) => {
        const done = await work(ticking(tx, tick))
        tick()
        return done
      })
      tick()
      return result
    },
    async [Symbol.asyncDispose]() {},
  }
}

function ticking(tx: Transaction, tick: () => void): Transaction {
  return new Proxy(tx, {
    get: (target, verb: keyof Transaction) => {
      return (...args: never[]) => {
        tick()
        return (target[verb] as (...given: never[]) => unknown)(...args)
      }
    },
  })
}
