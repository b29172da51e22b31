import type { Command } from 'commander'
import { findConfiguration } from '../../configuration/find-configuration.js'
import { stepsByPipeline } from '../../configuration/wanted-pipelines.js'
import { candidates } from './candidates.js'
import { SHELL_SCRIPTS, type Shell } from './shell-scripts.js'

/** Prints the script by which a shell completes commands; or, given the words of a command, what the last of them may be. */
export async function completionCommand(
  program: Command,
  shell: Shell,
  words: readonly string[],
): Promise<number> {
  const lines = words.length > 0 && (await candidates(program, words, pipelinesIn))
  process.stdout.write(lines ? lines.map((line) => `${line}\n`).join('') : SHELL_SCRIPTS[shell])
  return 0
}

/** A configuration that cannot be read is no reason to say something between the words of a command. */
async function pipelinesIn(file: string | undefined): Promise<ReadonlyMap<string, readonly string[]>> {
  try {
    return stepsByPipeline((await findConfiguration(file)).value)
  } catch {
    return new Map()
  }
}
