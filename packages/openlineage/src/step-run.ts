import { createHash } from 'node:crypto'

/** Which step of which run an event is of. */
interface StepOfRun {
  /** The run's id, a UUID of version 7. */
  readonly run: string
  readonly pipeline: string
  readonly step: string
}

/**
 * Returns the id of a step's own run, a UUID of version 7 that begins as the run's does: the same
 * for each event of the step, and another for each other step.
 */
export function stepRunId({ run, pipeline, step }: StepOfRun): string {
  const bytes = createHash('sha256').update([run, pipeline, step].join('\0')).digest().subarray(0, 16)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  const milliseconds = run.slice(0, 13)
  return [milliseconds, hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
