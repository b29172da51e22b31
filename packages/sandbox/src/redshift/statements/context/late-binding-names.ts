/** The names, without their schemas, that late-binding views of a cluster may have: only what has one of them is looked up. */
export class LateBindingNames {
  readonly #names = new Set<string>()
  readonly #unknown: boolean

  /** `unknown` says that there may be views already, by any name. */
  constructor({ unknown }: { readonly unknown: boolean }) {
    this.#unknown = unknown
  }

  /** To be called before a view is given this name. */
  add(name: string): void {
    this.#names.add(name)
  }

  has(name: string): boolean {
    return this.#unknown || this.#names.has(name)
  }
}
