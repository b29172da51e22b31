import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const HOST = fileURLToPath(new URL('host-process.js', import.meta.url))

/** How a command ended, and what it said. */
interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A line of words, and where it is run. */
interface Line {
  readonly words: readonly string[]
  readonly cwd: string
  /** All variables of the environment. */
  readonly env: NodeJS.ProcessEnv
  /** Milliseconds after which it fails. */
  readonly patience: number
  /** A module that is loaded first. Default: none. */
  readonly preloaded?: URL | undefined
}

/** A process that runs a command, or has run one. */
interface Host {
  readonly process: ChildProcess
  readonly preloaded: string
}

const idle: Host[] = []

/**
 * Runs `arbalest` as a process of its own would, but in one that has done so before, if there is one that
 * is idle: that takes a tenth of the time. Not for a command that reads its input, starts others, or is sent signals.
 */
export async function runInHost({ words, cwd, env, patience, preloaded }: Line): Promise<Ended> {
  const host = takeHost(preloaded?.href ?? '')
  const timer = setTimeout(() => host.process.kill('SIGKILL'), patience)
  try {
    host.process.send({ words, cwd, env })
    const ended = new AbortController()
    const answered = once(host.process, 'message', { signal: ended.signal })
    const gone = once(host.process, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`The process that ran "arbalest ${words.join(' ')}" has ended`)
    })
    gone.catch(() => {})
    const [answer] = (await Promise.race([answered, gone])) as [Ended]
    ended.abort()
    idle.push(host)
    return answer
  } finally {
    clearTimeout(timer)
  }
}

/** It ends with this worker. */
function takeHost(preloaded: string): Host {
  const known = idle.findIndex((host) => host.preloaded === preloaded)
  if (known >= 0) return idle.splice(known, 1)[0]!
  const child = fork(HOST, { env: {}, execArgv: preloaded ? ['--import', preloaded] : [] })
  child.unref()
  child.channel?.unref()
  return { process: child, preloaded }
}
