import { appendFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LongNames } from '../sql/writing/long-names.js'

/** The long names of the databases in `folder`; a file there keeps them across restarts. */
export async function keptNames(folder: string): Promise<LongNames> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'long-names')
  const kept = await readFile(file, 'utf8').catch(() => '')
  const lines = new Set(kept.split('\n').filter(Boolean))
  const names = new LongNames((name) => {
    const line = JSON.stringify(name)
    if (lines.has(line)) return
    lines.add(line)
    // At once: a moment later the table of this name may be there, and this process gone.
    appendFileSync(file, `${line}\n`)
  })
  names.learn(...Array.from(lines, (line) => JSON.parse(line) as string))
  return names
}
