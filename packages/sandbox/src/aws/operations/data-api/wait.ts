import type { Input } from '../../calls/input.js'
import type { Statement } from '../../data-api/statement.js'

/** Waits until `statement` has ended, or for as many seconds as a call asks for. */
export async function waitFor(statement: Statement, input: Input): Promise<void> {
  const seconds = input.integer('WaitTimeSeconds', { min: 0, max: 30 }) ?? 0
  if (seconds === 0 || statement.hasEnded) return
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000)
  })
  await Promise.race([statement.ended, patience])
  clearTimeout(timer)
}
