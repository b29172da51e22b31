/** How many names are kept of objects whose names may be data. */
const MOST = 1_000

/** A member's name as it stands in JSON, and the colon behind it. */
export interface MemberName<Place> {
  /** One byte a character. */
  readonly written: Uint8Array
  /** What is picked from the member; undefined if nothing is. */
  readonly place: Place | undefined
  /** The name that came next when this one came last. */
  next: MemberName<Place> | undefined
}

/**
 * The names of the members of objects that stand at one place. Such objects mostly have the same names in the same
 * order, so that the next name need but be compared with the one that came next last time, and neither be cut out
 * nor looked up.
 */
export class MemberNames<Place> {
  /** Stands before the first name. */
  readonly start: MemberName<Place> = { written: new Uint8Array(), place: undefined, next: undefined }
  readonly #known = new Map<string, MemberName<Place>>()

  /** Takes note that a name, as it stands between its quotes, has come after `before`; returns what stands for it from there on. */
  follow(before: MemberName<Place>, inner: string, place: Place | undefined): MemberName<Place> {
    let name = this.#known.get(inner)
    if (name === undefined) {
      if (this.#known.size === MOST) return this.start
      const written = Buffer.from(`"${inner}":`, 'latin1')
      name = { written, place, next: undefined }
      // Not `inner`, which keeps the text alive that it is a part of.
      this.#known.set(written.toString('latin1', 1, written.length - 2), name)
    }
    before.next = name
    return name
  }
}
