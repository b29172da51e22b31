import { exitCodeOf, exitCodeOfSignal, LOOK } from '../process/exit-code.js'
import { listenForInterruption, type Interruption } from '../process/interruption.js'
import { Output } from '../output/output.js'

type Work = (output: Output, signal: AbortSignal) => Promise<void>

/** Does `work`, reports its failure, and returns the exit code that goes with it, which `ended` is given before. */
export async function perform(
  json: boolean,
  work: Work,
  ended: (output: Output, exitCode: number) => void = () => {},
): Promise<number> {
  const output = new Output(json)
  using interruption = listenForInterruption()
  const exitCode = await attempt(work, output, interruption)
  ended(output, exitCode)
  return exitCode
}

async function attempt(work: Work, output: Output, interruption: Interruption): Promise<number> {
  const { signal } = interruption
  try {
    await work(output, signal)
    if (!output.wantsLook) return 0
    if (!output.json) output.progress(`done, but look at what is reported above (exit code ${LOOK})`)
    return LOOK
  } catch (thrown) {
    // What a part throws once it is told to stop is a consequence, not the reason.
    const error: unknown = signal.aborted ? signal.reason : firstOf(thrown)
    output.error(error)
    return interruption.cause ? exitCodeOfSignal(interruption.cause) : exitCodeOf(error)
  }
}

/** The error that came first, where another came while what it left behind was closed. */
function firstOf(thrown: unknown): unknown {
  const { name, suppressed } = Object(thrown) as { readonly name?: unknown; readonly suppressed?: unknown }
  return name === 'SuppressedError' ? firstOf(suppressed) : thrown
}
