import { run, type Pipeline } from '@arbalest/core'

/** Runs pipelines, logs what must be tried again, and returns how many rows were loaded. */
export async function runLogged(
  pipelines: readonly Pipeline[],
  log: (line: string) => void,
): Promise<number> {
  let rows = 0
  for await (const event of run(pipelines)) {
    if (event.type === 'committed' && event.receipt.kind === 'load') rows += event.receipt.rows
    if (event.type === 'retrying') log(`${event.step.scope}: trying again: ${event.error.message}`)
  }
  return rows
}
