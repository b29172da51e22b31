import {
  collect,
  type LedgerEntry,
  type Mark,
  type MarkChange,
  type SourceObject,
  type Statement,
  type Target,
  type Transaction,
} from '@arbalest/core/plugin'

/**
 * Runs `work` with the verbs of `transaction`, and returns what it returns. After a verb has
 * thrown, or `work` has ended, no verb does anything. Throws what a verb threw, as `translate`
 * returns it, even if `work` catches it: the transaction has failed on the server, where a
 * commit would silently become a rollback.
 */
export async function guard<T>(
  transaction: Transaction,
  translate: (error: unknown) => unknown,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const guarded = new GuardedTransaction(transaction, translate)
  try {
    const result = await work(guarded)
    guarded.check()
    return result
  } finally {
    guarded.end()
  }
}

class GuardedTransaction implements Transaction {
  readonly #transaction: Transaction
  readonly #translate: (error: unknown) => unknown
  #ended = false
  #failure: { readonly error: unknown } | undefined

  constructor(transaction: Transaction, translate: (error: unknown) => unknown) {
    this.#transaction = transaction
    this.#translate = translate
  }

  stage(target: Target) {
    return this.#verb(() => this.#transaction.stage(target))
  }

  copy(into: Target, objects: readonly SourceObject[]) {
    return this.#verb(() => this.#transaction.copy(into, objects))
  }

  replace(...given: Parameters<Transaction['replace']>) {
    return this.#verb(() => this.#transaction.replace(...given))
  }

  merge(...given: Parameters<NonNullable<Transaction['merge']>>) {
    return this.#verb(() => this.#transaction.merge!(...given))
  }

  mark(changes: readonly MarkChange[]) {
    return this.#verb(() => this.#transaction.mark(changes))
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    yield* await this.#verb(() => collect(this.#transaction.marks()))
  }

  note(entry: LedgerEntry) {
    return this.#verb(async () => this.#transaction.note?.(entry))
  }

  keep(...given: Parameters<NonNullable<Transaction['keep']>>) {
    return this.#verb(async () => this.#transaction.keep?.(...given))
  }

  execute(statement: Statement) {
    return this.#verb(() => this.#transaction.execute(statement))
  }

  check(): void {
    if (this.#failure) throw this.#failure.error
  }

  end(): void {
    this.#ended = true
  }

  async #verb<T>(work: () => Promise<T>): Promise<T> {
    if (this.#ended)
      throw new Error('The transaction has ended: its verbs may be used only while its work runs.')
    this.check()
    try {
      return await work()
    } catch (error) {
      this.#failure = { error: this.#translate(error) }
      throw this.#failure.error
    }
  }
}
