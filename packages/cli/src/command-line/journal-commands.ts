import type { Command } from 'commander'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { withPipelineOptions } from './with-pipeline-options.js'
import type { Act } from './act.js'

/** Adds `journal` and what can be done with it. */
export function journalCommands(program: Command, act: Act): void {
  const journal = program
    .command('journal')
    .description('see and mend what is remembered of a step')
    .helpCommand(false)
  const command = (name: string, description: string) => {
    const made = journal.command(name).description(description)
    return withPipelineOptions(made.argument('<step>', 'a load step, as pipeline/step'))
  }

  command('show', 'print what is recorded, a unit a line').action((step: string, options: PipelineOptions) =>
    act(import('../commands/journal-show.js').then((module) => module.journalShowCommand(step, options))),
  )
  command('forget', 'forget units, so that the next run loads them again')
    .argument('<key...>', 'the keys of the units, as show prints them')
    .action((step: string, keys: string[], options: PipelineOptions) =>
      act(
        import('../commands/journal-forget.js').then((module) =>
          module.journalForgetCommand(step, keys, options),
        ),
      ),
    )
  command('import', 'begin with what a journal of the Python Arbalest has, without loading it again')
    .argument('<file>', 'its <table>_journal.json, or - for standard input')
    .action((step: string, file: string, options: PipelineOptions) =>
      act(
        import('../commands/journal-import.js').then((module) =>
          module.journalImportCommand(step, file, options),
        ),
      ),
    )
  command('verify', 'read all that is recorded, and compare it with the listing').action(
    (step: string, options: PipelineOptions) =>
      act(
        import('../commands/journal-verify.js').then((module) => module.journalVerifyCommand(step, options)),
      ),
  )
}
