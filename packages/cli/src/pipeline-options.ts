import type { Command } from 'commander'

/** What every command that reads a configuration may be told. */
export interface PipelineOptions {
  /** The configuration file; searched for unless given. */
  readonly config?: string
  /** Whether to print one JSON object a line. */
  readonly json?: boolean
}

/** `command`, which may be told these. */
export function withPipelineOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration file; default: searched for from here upward')
    .option('--json', 'print one JSON object a line')
}
