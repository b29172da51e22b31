import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInHost } from '../../commands/run-in-host.js'

const ARBALEST = fileURLToPath(new URL('../../../packages/cli/bin/arbalest.js', import.meta.url))
const BUILT = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url))

if (!existsSync(BUILT)) throw new Error('These tests run the command as it is built: npm run build')

const RUN = ['run', '--json']

/** Longest that one run may take unless a test says otherwise: whoever takes longer waits for what never comes. */
const PATIENCE_MS = 60_000

/** What the command told of itself, as `--json` has it. */
export interface Told {
  readonly type: string
  readonly code?: string
  readonly message?: string
  readonly retryable?: boolean
  readonly step?: string
  readonly objects?: number
  readonly rows?: number
}

/** How a command ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly told: readonly Told[]
  readonly stderr: string
}

/** A command that has been started. */
export interface Command {
  readonly ended: Promise<Ended>
  /** Sends a signal. */
  signal(signal: NodeJS.Signals): void
  /** Sends SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>
}

/** How a command is started. */
interface StartOptions {
  /** What it is told besides, such as `--full-refresh`. Default: nothing. */
  readonly words?: readonly string[] | undefined
  /** A module of ours that is loaded first. Default: none. */
  readonly preloaded?: URL | undefined
  /** Milliseconds after which it is ended. Default: a minute. */
  readonly patience?: number
}

/** Starts `arbalest run --json` in `folder`. */
export function startRun(
  folder: string,
  env: NodeJS.ProcessEnv,
  { words = [], preloaded, patience = PATIENCE_MS }: StartOptions = {},
): Command {
  const all = [...(preloaded ? ['--import', preloaded.href] : []), ARBALEST, ...RUN, ...words]
  const child = spawn(process.execPath, all, {
    cwd: folder,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGABRT',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const gone = once(child, 'exit')
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => {
    return {
      exitCode: exitCode as number | null,
      signal: signal as NodeJS.Signals | null,
      told: toldIn(stdout),
      stderr,
    }
  })
  return {
    ended,
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Runs `arbalest run --json` in `folder` to its end, as nobody sends it a signal: in a process that many runs share. */
export async function runToEnd(
  folder: string,
  env: NodeJS.ProcessEnv,
  { words = [], preloaded, patience = PATIENCE_MS }: StartOptions = {},
): Promise<Ended> {
  const line = { words: [...RUN, ...words], cwd: folder, env: environment(env), patience, preloaded }
  const { exitCode, stdout, stderr } = await runInHost(line)
  return { exitCode, signal: null, told: toldIn(stdout), stderr }
}

function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...more }
}

function toldIn(stdout: string): Told[] {
  return stdout.split('\n').flatMap(asTold)
}

/** What a line tells; nothing where a kill has cut it short. */
function asTold(line: string): Told[] {
  try {
    return [JSON.parse(line) as Told]
  } catch {
    return []
  }
}
