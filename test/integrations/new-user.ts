import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** What a command of a new user is run with. */
export interface NewUser {
  /** Folders of programs that are found before all others. */
  readonly path: string
  /** The registry of npm that packages come from. */
  readonly registry: string
}

/** Runs a command as somebody who has nothing yet would, and returns what it printed and its exit code. */
export function runAsNewUser(
  cwd: string,
  [command, ...words]: readonly string[],
  { path, registry }: NewUser,
): Promise<string> {
  const home = join(cwd, '..')
  const env = {
    PATH: `${path}${delimiter}${process.env['PATH']}`,
    HOME: home,
    USERPROFILE: home,
    npm_config_registry: registry,
    YARN_REGISTRY: registry,
  }
  const child = spawn(command!, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve(`${said}\nexit code ${exitCode}`))
  })
}
