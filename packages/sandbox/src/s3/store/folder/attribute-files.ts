import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissing } from './file-fault.js'
import type { KeptAttributes } from './kept-attributes.js'
import type { ObjectAttributes } from '../object-store.js'
import { withFolder } from './with-folder.js'

/**
 * Keeps attributes in files beside the content's, named after key and version: one can be written before its
 * content is moved into place, and is of no effect until then.
 */
export class AttributeFiles implements KeptAttributes {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  get(key: string, version: string): ObjectAttributes | undefined {
    try {
      return JSON.parse(readFileSync(this.#path(key, version), 'utf8')) as ObjectAttributes
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async set(key: string, version: string, attributes: ObjectAttributes): Promise<void> {
    const { etag, headers, checksum, parts, tags } = attributes
    const path = this.#path(key, version)
    const temporary = `${path}.new`
    const text = JSON.stringify({ etag, headers, checksum, parts, tags })
    await withFolder(dirname(path), () => writeFile(temporary, text))
    await rename(temporary, path)
  }

  async delete(key: string, version: string): Promise<void> {
    await rm(this.#path(key, version), { force: true })
  }

  #path(key: string, version: string): string {
    const name = createHash('sha256').update(key).digest('hex')
    return join(this.#folder, name.slice(0, 2), `${name.slice(2)}-${version}.json`)
  }
}
