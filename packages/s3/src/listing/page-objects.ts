import type { ListedObject, ListedPage } from './listed-page.js'

/** The objects of a page, which need not be made before they are wanted. */
export interface PageObjects {
  readonly length: number
  /** Returns the key of one of them. */
  keyAt(index: number): string
  /** Returns those before the one at `end`. */
  before(end: number): PageObjects
  /** Makes all of them, after which nothing else can be asked of it, or of what is a part of it. */
  make(): readonly ListedObject[]
}

/** A page whose objects need not be made yet. */
export interface WaitingPage extends Pick<ListedPage, 'folders' | 'isLast'> {
  readonly objects: PageObjects
}

/** Objects that are made. */
export class MadeObjects implements PageObjects {
  readonly #objects: readonly ListedObject[]

  constructor(objects: readonly ListedObject[]) {
    this.#objects = objects
  }

  get length(): number {
    return this.#objects.length
  }

  keyAt(index: number): string {
    return this.#objects[index]!.key
  }

  before(end: number): PageObjects {
    return new MadeObjects(this.#objects.slice(0, end))
  }

  make(): readonly ListedObject[] {
    return this.#objects
  }
}
