/** The exit code of a command line that is not understood. */
export const USAGE = 2

/** What ends a command, in sentences for its user. */
export class Refusal extends Error {
  readonly exitCode: number

  constructor(message: string, { exitCode = 1, cause }: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}

/** Does `work`, says why if it is refused, and returns the exit code. */
export async function perform(work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    return error.exitCode
  }
}

/** Tells a person something, apart from what is printed for programs. */
export function say(text: string): void {
  process.stderr.write(`arbalest: ${text}\n`)
}
