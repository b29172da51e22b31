import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { S3Error } from '../protocol/s3-error.js'
import { AttributeFiles } from '../store/folder/attribute-files.js'
import { codeOf, isMissing } from '../store/folder/file-fault.js'
import { FolderStore } from '../store/folder/folder-store.js'
import { encodedNaming } from '../store/folder/naming/encoded-naming.js'
import type { Tags } from '../store/object-store.js'
import type { Bucket, BucketHome } from './bucket.js'
import { isBucketName } from './bucket.js'

/** Buckets that are folders in one folder, which is made if it is missing. */
export class FolderHome implements BucketHome {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  async load(): Promise<Bucket[]> {
    await mkdir(this.#folder, { recursive: true })
    const buckets: Bucket[] = []
    for (const name of await readdir(this.#folder)) {
      const bucket = isBucketName(name) ? await this.#open(name) : undefined
      if (bucket) buckets.push(bucket)
    }
    return buckets
  }

  async create(name: string, region: string): Promise<Bucket> {
    const folder = join(this.#folder, name)
    await mkdir(join(folder, 'objects'), { recursive: true })
    const description: Description = { created: new Date().toISOString(), region }
    await this.#describe(name, description)
    return this.#bucket(name, description)
  }

  keep({ name, created, region, tags }: Bucket): Promise<void> {
    return this.#describe(name, { created: created.toISOString(), region, tags })
  }

  async remove(bucket: Bucket): Promise<void> {
    const folder = join(this.#folder, bucket.name)
    try {
      // Fails if an object has been stored in the meantime.
      await rmdir(join(folder, 'objects'))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return
      throw codeOf(error) === 'ENOTEMPTY' ? new S3Error('BucketNotEmpty') : error
    }
    await rm(folder, { recursive: true, force: true })
  }

  /** The bucket in the folder called `name`; undefined if that is not one. */
  async #open(name: string): Promise<Bucket | undefined> {
    try {
      const text = await readFile(join(this.#folder, name, 'bucket.json'), 'utf8')
      return await this.#bucket(name, JSON.parse(text) as Description)
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async #describe(name: string, description: Description): Promise<void> {
    const path = join(this.#folder, name, 'bucket.json')
    await writeFile(`${path}.new`, JSON.stringify(description))
    await rename(`${path}.new`, path)
  }

  async #bucket(name: string, { created, region, tags }: Description): Promise<Bucket> {
    const folder = join(this.#folder, name)
    const objects = join(folder, 'objects')
    const drafts = join(folder, 'drafts')
    await mkdir(objects, { recursive: true })
    await rm(drafts, { recursive: true, force: true })
    const attributes = new AttributeFiles(join(folder, 'attributes'))
    const store = new FolderStore({ objects, drafts, naming: encodedNaming, attributes })
    return { name, store, region, tags, created: new Date(created) }
  }
}

/** What is in a bucket's own file. */
interface Description {
  /** As in ISO 8601. */
  readonly created: string
  readonly region: string
  readonly tags?: Tags | undefined
}
