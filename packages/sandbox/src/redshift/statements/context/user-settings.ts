/** Whether users of a cluster may have settings of their own, by ALTER USER, that the sandbox itself goes by. */
export class UserSettings {
  #possible: boolean

  /** `unknown` says that there may be some already. */
  constructor({ unknown }: { readonly unknown: boolean }) {
    this.#possible = unknown
  }

  get possible(): boolean {
    return this.#possible
  }

  /** To be called before a user gets one. */
  expect(): void {
    this.#possible = true
  }
}
