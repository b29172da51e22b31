import { InvalidArgumentError, type Command } from 'commander'
import type { ForgetOptions } from '../commands/journal/journal-forget.js'
import type { ImportOptions } from '../commands/journal/journal-import.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { withPipelineOptions } from './with-pipeline-options.js'
import type { Act } from './act.js'

/** Adds `journal` and what can be done with it. */
export function journalCommands(program: Command, act: Act): void {
  const journal = program
    .command('journal')
    .description('show and correct the records of a step')
    .helpCommand(false)
  const command = (name: string, description: string) => {
    const made = journal.command(name).description(description)
    return withPipelineOptions(made.argument('<step>', 'a load step, as pipeline/step'))
  }

  command('show', 'print what is recorded, one unit a line').action(
    (step: string, options: PipelineOptions) =>
      act(
        import('../commands/journal/journal-show.js').then((module) =>
          module.journalShowCommand(step, options),
        ),
      ),
  )
  command('forget', 'remove the records of units, so that the next run loads them again')
    .argument('[key...]', 'the keys of the units, as show prints them')
    .option('--all', 'remove all records; the rows in the table stay')
    .action((step: string, keys: string[], options: ForgetOptions) =>
      act(
        import('../commands/journal/journal-forget.js').then((module) =>
          module.journalForgetCommand(step, keys, options),
        ),
      ),
    )
  command('import', 'record what another program has loaded, without loading it again')
    .argument(
      '[file]',
      'a JSON list of keys, such as <table>_journal.json of the Python Arbalest, or - for standard input',
    )
    .option('--listed', 'record everything in the current listing as loaded; shows what that is, and asks')
    .option(
      '--before <time>',
      'only objects that were written before this time, such as 2018-02-01T12:00Z',
      parseTime,
    )
    .option('--yes', 'record the listing without a question, for example in a script')
    .action((step: string, file: string | undefined, options: ImportOptions) =>
      act(
        import('../commands/journal/journal-import.js').then((module) =>
          module.journalImportCommand(step, file, options),
        ),
      ),
    )
  withPipelineOptions(
    journal
      .command('rename')
      .description('move the records of a step to another step, without loading it again')
      .argument(
        '<from>',
        'the step that has the records, as pipeline/step; it may no longer be in the configuration',
      )
      .argument('<step>', 'the load step that gets the records; the same step, if its table has a new name'),
  ).action((from: string, step: string, options: PipelineOptions) =>
    act(
      import('../commands/journal/journal-rename.js').then((module) =>
        module.journalRenameCommand(from, step, options),
      ),
    ),
  )
  command('verify', 'read all records, and compare them with the listing').action(
    (step: string, options: PipelineOptions) =>
      act(
        import('../commands/journal/journal-verify.js').then((module) =>
          module.journalVerifyCommand(step, options),
        ),
      ),
  )
}

function parseTime(value: string): Date {
  const time = new Date(value)
  // Without a zone it would mean another time on each machine.
  if (Number.isNaN(time.getTime()) || !/(?:Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(value))
    throw new InvalidArgumentError('Write a day, or a time with its zone, such as 2018-02-01T12:00Z.')
  return time
}
