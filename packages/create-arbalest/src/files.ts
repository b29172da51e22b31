import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Writes a file of the project, unless it is there already. Returns whether it was written. */
export async function writeNew(folder: string, path: string, text: string): Promise<boolean> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  try {
    await writeFile(join(folder, path), text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** Returns the text of a file of this package's templates. */
export function readTemplate(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../templates/${path}`, import.meta.url)), 'utf8')
}
