import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The folder of the programs that `install.js` put into `.clients/`; undefined if it did not. */
export function installed(environment: string): string | undefined {
  const folder = join(root, '.clients', environment)
  if (!existsSync(join(folder, 'installed.txt'))) return undefined
  return join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
}

/** The lines of a script that connect its client, as the docs show them: those before `# work`. */
export function connecting(script: string): string {
  const text = readFileSync(join(root, 'test/clients', script), 'utf8')
  return `${text.slice(0, text.indexOf('# work')).trimEnd()}\n`
}

/**
 * Runs a script of a client, by Python or `sh`, in an empty folder that is gone afterwards. Throws with all that
 * it printed if it fails.
 */
export async function run(
  script: string,
  bin: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-client-'))
  const path = join(root, 'test/clients', script)
  const [program, ...options] = script.endsWith('.py') ? [join(bin, 'python')] : ['sh', '-eu']
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(
        program as string,
        [...options, path],
        {
          cwd: folder,
          env: { ...process.env, ...env, HOME: folder, PATH: `${bin}${delimiter}${process.env['PATH']}` },
        },
        (error, stdout, stderr) =>
          error ? reject(new Error(`${script} failed:\n${stdout}${stderr}`)) : resolve(),
      )
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
