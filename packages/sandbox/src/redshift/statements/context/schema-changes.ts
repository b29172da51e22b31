/** Tells the sessions of a cluster whether what they know of its tables still holds. */
export class SchemaChanges {
  #ended = 0
  #open = 0

  /** What changes whenever tables may have; undefined while a session may be changing them. */
  get state(): number | undefined {
    return this.#open > 0 ? undefined : this.#ended
  }

  /** To be called before a session may change tables. */
  begin(): void {
    this.#open++
  }

  /** To be called once the changes of a session are committed or undone. */
  end(): void {
    this.#open--
    this.#ended++
  }
}
