import type { Command } from 'commander'
import type { LoadOptions } from './load/create-load.js'

/** Waits for what a command does, and keeps its exit code. */
export type Act = (exitCode: Promise<number>) => Promise<void>

/** Gives `command` the options with which a project is made in the working folder; `act` is given what it does. */
export function addCreation(command: Command, act: Act): void {
  command
    .description('make a project here that loads files into a local Redshift, and a test of it')
    .option('--from <dir>', 'the folder of the files; default: data, with a sample in it if it is not there')
    .option('--table <name>', "the table's name; default: made of the folder's")
    .option('--yes', 'ask nothing')
    .option('--no-install', 'install nothing: the packages are there')
    .action((options: LoadOptions) =>
      act(import('./load/create-load.js').then(({ createLoad }) => createLoad(options))),
    )
}
