import { once } from 'node:events'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { exitCodeOf, exitCodeOfSignal, USAGE } from '../process/exit-code.js'
import { isArbalestError } from '@arbalest/core'
import { findSandbox, type RunningSandbox } from '../configuration/find-sandbox.js'
import { onSignal } from '../process/on-signal.js'
import { Output } from '../output/output.js'
import { spawnCommand } from '../process/spawn-command.js'

type Buckets = Readonly<Record<string, string | undefined>>

/** The options of `sandbox`. */
export interface SandboxOptions {
  /** The folder that keeps the state of both servers; default: a temporary one. */
  readonly data?: string
  /** The folder that stands for each bucket; undefined: the bucket is made. Default: there are no buckets. */
  readonly bucket?: Buckets
  /** How users of Redshift are asked for their passwords. Default: any password is accepted. */
  readonly passwords?: 'plain' | 'md5' | 'sha256'
  /** Whether clients of Redshift must speak TLS. */
  readonly tls?: boolean
  /** Whether strings within SUPER may have more than 65,535 bytes. */
  readonly largeStrings?: boolean
}

/**
 * Starts a sandbox, and stops it when the command `words` has ended, whose exit
 * code it returns; or, if there are none, when the user interrupts it.
 */
export async function sandboxCommand(words: readonly string[], options: SandboxOptions): Promise<number> {
  for (const [name, folder] of Object.entries(options.bucket ?? {})) {
    if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue
    say(`There is no folder "${folder}" to serve as the bucket "${name}".`)
    return USAGE
  }
  const interruption = new AbortController()
  using _ = onSignal((signal) => interruption.abort(signal))
  try {
    await using sandbox = await start(options)
    const { signal } = interruption
    if (signal.aborted) return exitCodeOfSignal(signal.reason as NodeJS.Signals)
    if (words.length > 0) return await spawnCommand(words, environmentOf(sandbox))
    for (const [name, value] of Object.entries(sandbox.env)) console.log(`export ${name}=${quote(value)}`)
    say('The sandbox is up, until it is interrupted (Ctrl-C).')
    await once(signal, 'abort')
    return 0
  } catch (error) {
    if (isArbalestError(error)) new Output(false).error(error)
    else say(`The sandbox did not work: ${error instanceof Error ? error.message : String(error)}`)
    return exitCodeOf(error)
  }
}

async function start({
  data,
  bucket = {},
  passwords,
  tls,
  largeStrings = false,
}: SandboxOptions): Promise<RunningSandbox> {
  const { startSandbox } = await findSandbox()
  return startSandbox({
    ...(data !== undefined && { data: resolve(data) }),
    largeStrings,
    buckets: Object.fromEntries(
      Object.entries(bucket).map(([name, folder]) => [name, folder === undefined ? folder : resolve(folder)]),
    ),
    ...(passwords !== undefined && { passwords }),
    ...(tls !== undefined && { tls }),
  })
}

// Set for the user's own account, these would be heeded before, or sent along with, the sandbox's keys.
const OWN_CREDENTIALS = new Set(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN'])

function environmentOf({ env }: RunningSandbox): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !OWN_CREDENTIALS.has(name))
  return { ...Object.fromEntries(own), ...env }
}

function quote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`
}

function say(text: string): void {
  process.stderr.write(`arbalest: ${text}\n`)
}
