/**
 * Whether databases of a cluster may hold keys or materialized views, for which a cluster's catalog has entries
 * that PostgreSQL's has not: it is read without those until there may be some.
 */
export class FurtherEntries {
  #possible: boolean

  /** `unknown` says that there may be some already. */
  constructor({ unknown }: { readonly unknown: boolean }) {
    this.#possible = unknown
  }

  get possible(): boolean {
    return this.#possible
  }

  /** To be called before a key or a materialized view is made. */
  expect(): void {
    this.#possible = true
  }
}
