import { plan, validate, type Pipeline } from '@arbalest/core'
import { runLogged } from './run-logged.js'

/**
 * Loads what has come since the last time, and returns how many rows that were. If any of
 * them does not fit its table, it loads nothing, logs which, and throws.
 */
export async function loadIfAllFits(
  pipelines: readonly Pipeline[],
  log: (line: string) => void,
): Promise<number> {
  for await (const { step, pending } of plan(pipelines)) {
    if (pending) log(`${step.scope}: to load: ${pending.first.join(', ') || 'nothing'}`)
  }
  let misfits = 0
  for await (const { step, rejected, rejections, error } of validate(pipelines)) {
    if (error) throw error
    misfits += rejected
    for (const { column, count, reason } of rejections?.groups ?? []) {
      log(`${step.scope}: ${count} × column "${column}": ${reason}`)
    }
  }
  if (misfits > 0) throw new Error(`Nothing was loaded; rows that do not fit: ${misfits}.`)
  return runLogged(pipelines, log)
}
