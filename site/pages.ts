import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { addressOf } from './places.ts'

/**
 * Copies the pages of the repository in `root`, and the pictures on them, into `folder`, as VitePress reads what is
 * below its own folder alone. Returns the file of each copy, by its path in `folder`. The pages of the API stay.
 */
export function copyPages(root: string, folder: string): ReadonlyMap<string, string> {
  for (const name of readdirSync(folder)) if (name !== 'api') rmSync(join(folder, name), { recursive: true })
  const copied = new Map<string, string>()
  for (const file of filesOf(root)) {
    const address = addressOf(file)
    if (address === undefined || !existsSync(join(root, file))) continue
    const copy = `${address}${extname(file)}`
    mkdirSync(dirname(join(folder, copy)), { recursive: true })
    copyFileSync(join(root, file), join(folder, copy))
    copied.set(copy, file)
  }
  return copied
}

/** The files of this repository among which the pages are. */
function filesOf(root: string): readonly string[] {
  const within = (folder: string) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
  const folders = [...['packages', 'examples'].flatMap(within), 'bench']
  return [
    ...readdirSync(root),
    ...['docs', 'decisions', 'site'].flatMap(within),
    ...folders.map((folder) => `${folder}/README.md`),
  ]
}
