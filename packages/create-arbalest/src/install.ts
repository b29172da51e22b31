import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Refusal, say } from './refusal.js'

/** Installs the packages of the project in `folder`, by the package manager that started this process. Throws `Refusal` if that fails. */
export async function install(folder: string): Promise<void> {
  const manager = packageManager()
  say(`${manager} install`)
  // On Windows a package manager is a script of the shell.
  const child = spawn(manager, ['install'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const [exitCode] = await ended.catch((cause: Error) => {
    throw new Refusal(`"${manager} install" cannot be run: ${cause.message}`)
  })
  if (exitCode !== 0)
    throw new Refusal(`"${manager} install" failed in ${folder}, as said above; what was written stays.`)
}

/** The package manager that started this process, as they all say it; default: npm. */
export function packageManager(): string {
  const [, name] = /^(npm|pnpm|yarn|bun)\//.exec(process.env['npm_config_user_agent'] ?? '') ?? []
  return name ?? 'npm'
}
