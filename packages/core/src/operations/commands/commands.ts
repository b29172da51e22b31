import { shellWord } from './shell-word.js'

/** Where a command finds a step. */
export interface CommandPlace {
  readonly pipeline: string
  /** The pipeline's name and the step's, joined with `/`. */
  readonly scope: string
  /** The configuration file, if it must be named. */
  readonly config?: string | undefined
}

/** Returns the command that loads what is pending. */
export function runCommand({ pipeline, config }: CommandPlace): string {
  return line('run', ...configOption(config), pipeline)
}

/** Returns the command that has the journal forget the units `keys`. */
export function forgetCommand({ scope, config }: CommandPlace, keys: readonly string[]): string {
  return line('journal', 'forget', ...configOption(config), ...dashesFor(keys), scope, ...keys)
}

/** Returns the command that takes the units `keys` out of quarantine, so that the next run tries them. */
export function retryCommand({ scope, config }: CommandPlace, keys: readonly string[]): string {
  return line('quarantine', 'retry', ...configOption(config), ...dashesFor(keys), scope, ...keys)
}

/** Returns the command that explains an error. */
export function helpCommand(code: string): string {
  return line('help', code)
}

/** Without them a key that begins with a dash would be taken for an option. */
function dashesFor(keys: readonly string[]): readonly string[] {
  return keys.some((key) => key.startsWith('-')) ? ['--'] : []
}

function configOption(config: string | undefined): readonly string[] {
  return config === undefined ? [] : ['--config', config]
}

function line(...words: readonly string[]): string {
  return ['arbalest', ...words].map(shellWord).join(' ')
}
