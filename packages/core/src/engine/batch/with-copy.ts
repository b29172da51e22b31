import type { Transaction } from '../../contracts/sink/transaction.js'

/** Returns `tx` with another `copy`. */
export function withCopy(tx: Transaction, copy: Transaction['copy']): Transaction {
  return new Proxy(tx, {
    get(_, verb: keyof Transaction) {
      if (verb === 'copy') return copy
      const own: unknown = tx[verb]
      return typeof own === 'function' ? own.bind(tx) : own
    },
  })
}
