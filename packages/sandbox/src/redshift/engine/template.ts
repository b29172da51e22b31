import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { installed } from './binaries.js'
import { exists, INITDB } from './cluster.js'
import { startPostgres } from './postgres.js'

/** What every new cluster holds. */
export interface Contents {
  /** A text that is another if something else is installed. */
  readonly text: string
  /** Installs it in a PostgreSQL that runs, whose socket is in `socketFolder`. */
  install(socketFolder: string): Promise<void>
}

const DRAFT = 'draft-'

/**
 * Returns the folder of a database cluster that holds `contents` and is not running; to copy it takes a
 * fraction of the time that it takes to make one. The first caller makes it, in the folder `home`, where it
 * replaces those of other contents. Returns undefined if it cannot be kept there, as in an install that is read-only.
 */
export async function findTemplate(contents: Contents, home = cache()): Promise<string | undefined> {
  try {
    await mkdir(home, { recursive: true })
    const draft = await mkdtemp(join(home, DRAFT))
    try {
      const template = join(home, await nameOf(contents, draft))
      if (!(await exists(template))) await make(contents, { draft, template, home })
      return template
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  } catch {
    return undefined
  }
}

/** The place for caches in the `node_modules` that PostgreSQL is installed in: what is made by it goes with it. */
function cache(): string {
  return join(installed(), '../../../.cache/arbalest-sandbox')
}

/** Our user is part of the name, which is the owner of `draft`: PostgreSQL takes no data of another's. */
async function nameOf({ text }: Contents, draft: string): Promise<string> {
  const release = await readFile(join(installed(), '../package.json'), 'utf8')
  const { uid } = await stat(draft)
  const whole = JSON.stringify([release, INITDB, text, uid])
  return createHash('sha256').update(whole).digest('hex').slice(0, 16)
}

async function make(
  { install }: Contents,
  { draft, template, home }: Readonly<Record<'draft' | 'template' | 'home', string>>,
): Promise<void> {
  const others = (await readdir(home)).filter((name) => !name.startsWith(DRAFT))
  const postgres = await startPostgres({ data: draft, durable: false })
  try {
    await install(postgres.socketFolder)
  } finally {
    await postgres.stop()
  }
  await rename(postgres.data, template).catch(async (error: unknown) => {
    // Another process was faster.
    if (!(await exists(template))) throw error
  })
  for (const name of others) await rm(join(home, name), { recursive: true, force: true })
}
