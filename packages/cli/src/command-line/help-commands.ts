import { Argument, type Command } from 'commander'
import type { Act } from './act.js'
import type { Shell } from '../commands/completion/shell-scripts.js'

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish']

/** Adds the commands that help to write commands, and to understand errors. */
export function helpCommands(program: Command, act: Act): void {
  program
    .command('completion')
    .description('print a script by which a shell completes commands, options, pipelines and steps')
    .usage('[options] <shell>')
    .addArgument(new Argument('<shell>', 'the shell that runs the script').choices(SHELLS))
    .argument('[words...]', 'what is written of a command: prints what the last word may be')
    .action((shell: Shell, words: string[]) =>
      act(
        import('../commands/completion/completion.js').then(({ completionCommand }) =>
          completionCommand(program, shell, words),
        ),
      ),
    )
  program
    .command('help')
    .description('explain an error, or a command')
    .argument(
      '[words...]',
      'the code of an error, such as LOAD_REJECTED, or a command; default: all commands',
    )
    .action((asked: string[]) =>
      act(import('../commands/help.js').then(({ helpCommand }) => helpCommand(program, asked))),
    )
}
