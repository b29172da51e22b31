import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { check, closedObject, compareKeys, definePlugin } from '@arbalest/core'
import * as v from 'valibot'

/** The files under a folder. A folder lists in no order, so its names, and they alone, are held and sorted. */
export class FolderSource {
  constructor({ path }) {
    this.path = path
    this.url = pathToFileURL(path).href
  }

  async *list() {
    const entries = await readdir(this.path, { recursive: true, withFileTypes: true })
    const keys = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.path, join(entry.parentPath, entry.name)))
    for (const key of keys.toSorted(compareKeys)) {
      const file = join(this.path, key)
      const content = await readFile(file)
      yield {
        key,
        version: createHash('sha256').update(content).digest('hex'),
        size: content.length,
        url: pathToFileURL(file).href,
        open: () => createReadStream(file),
      }
    }
  }
}

const options = closedObject({ path: v.pipe(v.string(), v.nonEmpty('must be the path of a folder.')) })

export default definePlugin({
  kind: 'source',
  name: '@arbalest/example-source-folder',
  parse: (given) => check(options, given),
  create: (given) => new FolderSource(given),
})
