import { createInterface } from 'node:readline/promises'
import { ConfigError } from '@arbalest/core'

/** Between whom a question is asked. */
interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/**
 * Asks on the terminal whether to do `what`; all but "y" and "yes" means no. Throws `ConfigError` if
 * nobody can be asked, and the signal's reason once that is aborted.
 */
export async function askWhether(
  what: string,
  signal: AbortSignal,
  // What is printed for programs must not have questions in it.
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (!input.isTTY || !output.isTTY)
    throw new ConfigError(
      'CONFIG_INVALID',
      `This is not a terminal, so nobody can be asked whether to ${what}; nothing is done. Use --yes.`,
    )
  const lines = createInterface({ input, output })
  const gone = new AbortController()
  lines.once('close', () => gone.abort())
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    const answer = await lines.question(`arbalest: ${what}? [y/N] `, {
      signal: AbortSignal.any([signal, gone.signal]),
    })
    return /^\s*y(es)?\s*$/i.test(answer)
  } catch (error) {
    signal.throwIfAborted()
    if (gone.signal.aborted) return false
    throw error
  } finally {
    lines.close()
  }
}
