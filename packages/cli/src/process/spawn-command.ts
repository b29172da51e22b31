import { spawn } from 'node:child_process'
import { exitCodeOfSignal } from './exit-code.js'
import { onSignal } from './on-signal.js'

/**
 * Runs a command with this process's standard streams, and passes SIGINT and
 * SIGTERM on to it and to what it has started. Returns its exit code: 128 and the
 * signal's number if it was killed, 127 if there is no such command, and
 * 126 if it may not be run, as shells have it.
 */
export async function spawnCommand(words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [command, ...rest] = words
  // At a terminal the command must stay in our group, to read from it; Ctrl-C then reaches it by itself.
  const interactive = process.stdin.isTTY
  const child = spawn(command!, rest, { env, stdio: 'inherit', detached: !interactive })
  using _ = onSignal((signal) => {
    if (!interactive) signalGroup(child.pid, signal)
    else if (signal !== 'SIGINT') child.kill(signal)
  })
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(code ?? exitCodeOfSignal(signal!)))
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    process.stderr.write(`arbalest: ${code === 'ENOENT' ? `There is no command "${command}".` : message}\n`)
    return code === 'ENOENT' ? 127 : 126
  } finally {
    if (!interactive) signalGroup(child.pid, 'SIGTERM') // what it left running has lost its sandbox
  }
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, signal)
  } catch {
    // Nobody of the group is left.
  }
}
