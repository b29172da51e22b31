/** Whether a cluster may hold something that most hold none of: what asks for it costs nothing until there may be some. */
export class Possibility {
  #possible: boolean

  /** `unknown` says that there may be some already. */
  constructor({ unknown }: { readonly unknown: boolean }) {
    this.#possible = unknown
  }

  get possible(): boolean {
    return this.#possible
  }

  /** To be called before the first is made. */
  expect(): void {
    this.#possible = true
  }
}
