import type { ObjectAttributes } from '../object-store.js'

/** What is known of the file of a key beyond its content, for as long as it is the same version of that file. */
export interface KeptAttributes {
  get(key: string, version: string): ObjectAttributes | undefined
  set(key: string, version: string, attributes: ObjectAttributes): Promise<void>
  delete(key: string, version: string): Promise<void>
}
