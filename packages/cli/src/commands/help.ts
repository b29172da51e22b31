import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { ownFile } from '../process/own-file.js'
import { explanationOf } from '../words/explanation-of.js'

/** Prints what the error of a code means and what mends it, or the help of a command. */
export async function helpCommand(program: Command, asked: readonly string[]): Promise<number> {
  const explanation = asked.length === 1 && explanationOf(asked[0]!, await errorsPage())
  if (explanation) {
    process.stdout.write(explanation)
    return 0
  }
  commandNamed(program, asked).outputHelp()
  return 0
}

/** The page is part of this package, so that nobody needs the web for it. */
function errorsPage(): Promise<string> {
  return readFile(ownFile('dist/errors.md'), 'utf8')
}

function commandNamed(program: Command, asked: readonly string[]): Command {
  let found = program
  for (const word of asked) {
    const next = found.commands.find((command) => command.name() === word)
    if (!next) return program.error(unknown(word), { exitCode: 2, code: 'commander.unknownCommand' })
    found = next
  }
  return found
}

function unknown(word: string): string {
  return `error: there is no command and no error code "${word}"; codes look like LOAD_REJECTED, and "arbalest --help" lists the commands`
}
