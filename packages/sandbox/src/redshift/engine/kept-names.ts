import { appendFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onShortened, rememberShortened } from '../sql/names.js'

/**
 * Keeps in `folder` which names were too long for PostgreSQL, so that they are known again after a
 * restart; what is returned stops that.
 */
export async function keepNames(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'long-names')
  const kept = await readFile(file, 'utf8').catch(() => '')
  const lines = new Set(kept.split('\n').filter(Boolean))
  for (const line of lines) rememberShortened(JSON.parse(line) as string)
  return onShortened((name) => {
    const line = JSON.stringify(name)
    if (lines.has(line)) return
    lines.add(line)
    // At once: the table of this name may be there a moment later, and we may not.
    appendFileSync(file, `${line}\n`)
  })
}
