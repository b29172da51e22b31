import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Draft } from '../object-store.js'
import { withFolder } from './with-folder.js'

/** Content in a file of its own that is not yet in its place. */
export class FileDraft implements Draft {
  readonly path: string
  readonly size: number
  readonly md5: string

  constructor(path: string, size: number, md5: string) {
    this.path = path
    this.size = size
    this.md5 = md5
  }

  /** Writes `content` to a new file in `folder`; leaves none if `content` throws. */
  static async write(folder: string, content: AsyncIterable<Uint8Array>): Promise<FileDraft> {
    const path = join(folder, randomUUID())
    const file = await withFolder(folder, () => open(path, 'wx'))
    const hash = createHash('md5')
    let size = 0
    try {
      for await (const chunk of content) {
        const written = writeAll(file, chunk)
        hash.update(chunk)
        await written
        size += chunk.length
      }
    } catch (error) {
      await file.close()
      await rm(path, { force: true })
      throw error
    }
    await file.close()
    return new FileDraft(path, size, hash.digest('hex'))
  }

  read(): AsyncIterable<Uint8Array> {
    return createReadStream(this.path)
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true })
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten
}
