import type { Command } from 'commander'

/** Adds `PipelineOptions` to `command`, and returns it. */
export function withPipelineOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration file; default: search from the working folder upward')
    .option('--json', 'print one JSON object a line')
}
