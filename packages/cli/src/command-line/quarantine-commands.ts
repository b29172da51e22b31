import type { Command } from 'commander'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { withPipelineOptions } from './with-pipeline-options.js'
import type { Act } from './act.js'

/** Adds `quarantine` and what can be done with it. */
export function quarantineCommands(program: Command, act: Act): void {
  const quarantine = program
    .command('quarantine')
    .description('show what could not be loaded and was set aside, and try it again')
    .helpCommand(false)
  withPipelineOptions(
    quarantine
      .command('list')
      .description('print what is in quarantine, and why, one unit a line')
      .argument('[pipeline...]', 'the pipelines to use; default: all'),
  ).action((names: string[], options: PipelineOptions) =>
    act(
      import('../commands/quarantine/quarantine-list.js').then((module) =>
        module.quarantineListCommand(names, options),
      ),
    ),
  )
  withPipelineOptions(
    quarantine
      .command('retry')
      .description('take units out of quarantine, so that the next run tries to load them')
      .argument('<step>', 'a load step, as pipeline/step')
      .argument('[key...]', 'the keys of the units, as list prints them; default: all'),
  ).action((step: string, keys: string[], options: PipelineOptions) =>
    act(
      import('../commands/quarantine/quarantine-retry.js').then((module) =>
        module.quarantineRetryCommand(step, keys, options),
      ),
    ),
  )
}
