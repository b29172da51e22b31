import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttributeFiles } from './attribute-files.js'
import type { Bucket, BucketHome } from './bucket.js'
import { isBucketName } from './bucket.js'
import { encodedNaming } from './encoded-naming.js'
import { codeOf } from './file-fault.js'
import { FolderStore } from './folder-store.js'
import { S3Error } from './s3-error.js'

/** Buckets that are folders in one folder, which is made if it is missing. */
export class FolderHome implements BucketHome {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async load(): Promise<Bucket[]> {
    await mkdir(this.#folder, { recursive: true })
    const buckets: Bucket[] = []
    for (const name of await readdir(this.#folder)) {
      if (isBucketName(name)) buckets.push(await this.#open(name))
    }
    return buckets
  }

  async create(name: string, region: string): Promise<Bucket> {
    const folder = join(this.#folder, name)
    await mkdir(join(folder, 'objects'), { recursive: true })
    const description = { created: new Date().toISOString(), region }
    const path = join(folder, 'bucket.json')
    await writeFile(`${path}.new`, JSON.stringify(description))
    await rename(`${path}.new`, path)
    return this.#open(name)
  }

  async remove(bucket: Bucket): Promise<void> {
    const folder = join(this.#folder, bucket.name)
    try {
      // Fails where an object has been stored since somebody looked.
      await rmdir(join(folder, 'objects'))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return
      throw codeOf(error) === 'ENOTEMPTY' ? new S3Error('BucketNotEmpty') : error
    }
    await rm(folder, { recursive: true, force: true })
  }

  async #open(name: string): Promise<Bucket> {
    const folder = join(this.#folder, name)
    const objects = join(folder, 'objects')
    const drafts = join(folder, 'drafts')
    const description = await describe(join(folder, 'bucket.json'))
    await mkdir(objects, { recursive: true })
    await rm(drafts, { recursive: true, force: true })
    const attributes = new AttributeFiles(join(folder, 'attributes'))
    const store = new FolderStore({ objects, drafts, naming: encodedNaming, attributes })
    return { name, store, created: new Date(description.created), region: description.region }
  }
}

async function describe(path: string): Promise<{ created: string; region: string }> {
  return JSON.parse(await readFile(path, 'utf8')) as { created: string; region: string }
}
