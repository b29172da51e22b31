import { Argument, Option, type Command } from 'commander'
import type { LoadOptions } from './load/create-load.js'
import type { PluginOptions } from './plugin/create-plugin.js'
import type { PluginKind } from './plugin/plugin-files.js'

/** Waits for what a command does, and keeps its exit code. */
export type Act = (exitCode: Promise<number>) => Promise<void>

const INSTALL = ['--no-install', 'do not install packages: they are already installed'] as const

/** Gives `command` what makes a project, or a plugin, in the working folder; `act` is given what it does. */
export function addCreation(command: Command, act: Act): void {
  command
    .description('create a project here that loads files into DuckDB or a local Redshift, with a test')
    .helpCommand(false)
    .option(
      '--from <place>',
      'the folder of the files, in JSON, CSV or Parquet, or s3://bucket/prefix; default: data, with a sample in it if the folder does not exist',
    )
    .option('--table <name>', "the table's name; default: derived from the folder's name")
    .addOption(
      new Option(
        '--sink <name>',
        'what to load into: duckdb, a file, without a server or a network, or redshift; default: with --yes, redshift',
      ).choices(['duckdb', 'redshift']),
    )
    .option('--yes', 'ask nothing')
    .option(...INSTALL)
    .action((options: LoadOptions) =>
      act(import('./load/create-load.js').then(({ createLoad }) => createLoad(options))),
    )
  command
    .command('plugin')
    .description('create a plugin package in its own folder, with its tests')
    .addArgument(
      new Argument('<kind>', 'the kind of plugin').choices([
        'source',
        'strategy',
        'sink',
        'journal',
        'observer',
      ]),
    )
    .argument('<name>', 'the name of the package, such as arbalest-source-ftp or @acme/arbalest-source-ftp')
    .option(...INSTALL)
    // An option that both have is read as one of `command`, wherever it stands.
    .action((kind: PluginKind, name: string, _: unknown, plugin: Command) =>
      act(
        import('./plugin/create-plugin.js').then(({ createPlugin }) =>
          createPlugin(kind, name, plugin.optsWithGlobals<PluginOptions>()),
        ),
      ),
    )
}
