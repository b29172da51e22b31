import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import { runInHost } from '../../../test/commands/run-in-host.js'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url))
const INSTALLED = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

if (!existsSync(MAIN)) throw new Error('These tests run the command as it is built: npm run build')

/** Longest that a command may take, in milliseconds. */
const PATIENCE_MS = 30_000

/** How a process ended, and what it said. */
export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A process that has been started. */
interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves when the process has printed `text`, on either stream. */
  printed(text: string): Promise<void>
}

/** A folder in which `arbalest` is run, gone after the test. */
export interface Workspace {
  readonly folder: string
  write(file: string, content: string | Uint8Array): Promise<void>
  read(file: string): Promise<string>
  /** Starts `arbalest` here, or in the folder `inner` of this one, in a process of its own. */
  start(words: readonly string[], env?: NodeJS.ProcessEnv, inner?: string): Running
  /** As `start`, up to its end; in a process that many runs share, if nothing in it is about processes. */
  run(words: readonly string[], env?: NodeJS.ProcessEnv, inner?: string): Promise<Ended>
}

const made: string[] = []

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A folder with the test plugins and two objects of three rows, with core installed as for a plugin's author, and `packages` besides. */
export async function makeWorkspace(...packages: readonly string[]): Promise<Workspace> {
  const workspace = await keepWorkspace(...packages)
  made.push(workspace.folder)
  return workspace
}

/** As {@link makeWorkspace}, for several tests: whoever asks for it removes the folder. */
export async function keepWorkspace(...packages: readonly string[]): Promise<Workspace> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'arbalest-cli-')))
  await mkdir(join(folder, 'node_modules/@arbalest'), { recursive: true })
  for (const name of ['@arbalest/core', 'valibot', ...packages]) {
    await symlink(join(INSTALLED, name), join(folder, 'node_modules', name))
  }
  for (const name of await readdir(FIXTURES)) await copyFile(join(FIXTURES, name), join(folder, name))
  const write: Workspace['write'] = async (file, content) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), content)
  }
  await write('data/a.json', '{"mag":1}\n{"mag":2}\n')
  await write('data/b.json', '{"mag":3}\n')
  const start: Workspace['start'] = (words, env, inner = '') => startProcess(join(folder, inner), words, env)
  return {
    folder,
    write,
    read: (file) => readFile(join(folder, file), 'utf8'),
    start,
    run: (words, env, inner) =>
      needsProcess(words, env)
        ? start(words, env, inner).ended
        : runInHost({ words, cwd: join(folder, inner ?? ''), env: environment(env), patience: PATIENCE_MS }),
  }
}

/** The values of a text that has a JSON value on each line. */
export function linesOf(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

/** Whether a command starts others, which share its streams, or is told what Node reads as it starts. */
function needsProcess([command]: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  return command === 'sandbox' || Object.keys(env).some((name) => name.startsWith('NODE_'))
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...more }
}

function startProcess(cwd: string, words: readonly string[], env?: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd,
    env: environment(env),
    timeout: PATIENCE_MS,
  })
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  const notify = (): void => listeners.forEach((listener) => listener())
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    notify()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    notify()
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
  const printed = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stdout.includes(text) && !stderr.includes(text)) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
      void ended.then(() => reject(new Error(`It ended without printing "${text}": ${stdout}${stderr}`)))
    })
  return { process: child, ended, printed }
}
