import { mkdir } from 'node:fs/promises'
import { codeOf } from './file-fault.js'

/** What `work` returns; if `folder` was missing, it is made and `work` is done again. */
export async function withFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await mkdir(folder, { recursive: true })
    return work()
  }
}
