import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closedObject, compareKeys, definePlugin, optionsSchema } from '@arbalest/core/plugin'
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
      }
    }
  }

  open({ key }, { start = 0, end = Infinity } = {}) {
    const file = join(this.path, key)
    if (start < 0) start += statSync(file).size
    return createReadStream(file, { start, end: end - 1 })
  }
}

const options = optionsSchema(
  closedObject({ path: v.pipe(v.string(), v.nonEmpty('must be the path of a folder.')) }),
)

export default definePlugin({
  kind: 'source',
  name: '@arbalest/example-source-folder',
  options,
  create: (given) => new FolderSource(given),
})
