import type { KeptAttributes } from './kept-attributes.js'
import type { ObjectAttributes } from '../object-store.js'

/** Keeps attributes for as long as the process lives, for folders that are not ours to keep files in. */
export class AttributeMemory implements KeptAttributes {
  readonly #attributes = new Map<string, ObjectAttributes>()

  get(key: string, version: string): ObjectAttributes | undefined {
    return this.#attributes.get(nameOf(key, version))
  }

  async set(key: string, version: string, attributes: ObjectAttributes): Promise<void> {
    this.#attributes.set(nameOf(key, version), attributes)
  }

  async delete(key: string, version: string): Promise<void> {
    this.#attributes.delete(nameOf(key, version))
  }
}

function nameOf(key: string, version: string): string {
  return `${version} ${key}`
}
