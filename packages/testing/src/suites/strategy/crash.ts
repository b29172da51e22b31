import type { Sink, SinkPowers, Transaction } from '@arbalest/core/plugin'

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
 * is a step, each rehearsal is one, each verb is one, and so are the moments just before and just after
 * a commit. It does not close `sink`.
 *
 * @example
 * ```ts
 * const sink = crashing(fixture.sink, 3) // does three steps, and crashes in place of the fourth
 * ```
 */
export function crashing(sink: Sink, at: number): CrashingSink {
  let step = 0
  const tick = () => {
    if (step++ === at) throw new Crash(`at step ${at}`)
  }
  return {
    url: sink.url,
    powers: powersOf(sink, tick),
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

/** Each rehearsal is a step, and so are the moments just before and just after a note is kept or taken away. */
function powersOf({ powers: { ledger, notes, rehearse } }: Sink, tick: () => void): SinkPowers {
  return {
    ...(ledger && { ledger }),
    ...(notes && {
      notes: {
        read: (scope) => notes.read(scope),
        async write(scope, text) {
          tick()
          await notes.write(scope, text)
          tick()
        },
        async erase(scope) {
          tick()
          await notes.erase(scope)
          tick()
        },
      },
    }),
    ...(rehearse && {
      rehearse: (context, work) => {
        tick()
        return rehearse(context, work)
      },
    }),
  }
}

function ticking(tx: Transaction, tick: () => void): Transaction {
  return new Proxy(tx, {
    get: (target, verb: keyof Transaction) => {
      if (target[verb] === undefined) return undefined
      return (...args: never[]) => {
        tick()
        return (target[verb] as (...given: never[]) => unknown)(...args)
      }
    },
  })
}
