import { forget, type LoadStep, type Pipeline } from '@arbalest/core'
import { runLogged } from './run-logged.js'

/**
 * Loads `days` again, such as after someone has changed their rows in the warehouse, and
 * returns how many rows that were; the strategy replaces those that are there. Throws,
 * and loads nothing, if one of the days was never loaded; the next run then loads the others.
 */
export async function reloadDays(
  pipeline: Pipeline,
  step: LoadStep,
  days: readonly string[],
  log: (line: string) => void,
): Promise<number> {
  const { unknown } = await forget(step, days)
  if (unknown.length > 0) throw new Error(`Never loaded: ${unknown.join(', ')}.`)
  return runLogged([pipeline], log)
}
