import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What runs a script of a client, by how its name ends; `place` is where the client is installed. */
const RUNNERS: Readonly<Record<string, (place: string) => readonly [string, ...string[]]>> = {
  '.go': (place) => ['go', '-C', place, 'run'],
  '.java': (place) => ['java', '-cp', join(place, '*')],
  '.py': (place) => [join(place, 'python')],
  '.sh': () => ['sh', '-eu'],
}

/** The folder of the programs that `install.js` put into `.clients/`; undefined if it did not. */
export function installed(environment: string): string | undefined {
  const folder = join(root, '.clients', environment)
  if (!existsSync(join(folder, 'installed.txt'))) return undefined
  if (!existsSync(join(folder, 'pyvenv.cfg'))) return folder
  return join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
}

/** The lines of a script that connect its client, as the docs show them: those before `# work` or `// work`. */
export function connecting(script: string): string {
  const text = readFileSync(join(root, 'test/clients', script), 'utf8')
  return `${text.slice(0, text.search(/^ *(#|\/\/) work$/m)).trimEnd()}\n`
}

/**
 * Runs a script of a client that is installed in `place`, in an empty folder that is gone afterwards. Throws with
 * all that it printed if it fails.
 */
export async function run(
  script: string,
  place: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-client-'))
  const path = join(root, 'test/clients', script)
  const [program, ...options] = RUNNERS[extname(script)]!(place)
  const GOENV = join(place, 'go.env')
  const PATH = `${place}${delimiter}${process.env['PATH']}`
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(
        program,
        [...options, path],
        { cwd: folder, env: { ...process.env, ...env, GOENV, HOME: folder, PATH } },
        (error, stdout, stderr) =>
          error ? reject(new Error(`${script} failed:\n${stdout}${stderr}`)) : resolve(),
      )
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
