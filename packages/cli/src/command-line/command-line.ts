import { addCreation } from 'create-arbalest'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { EXIT_CODES, USAGE } from '../process/exit-code.js'
import { helpCommands } from './help-commands.js'
import { journalCommands } from './journal-commands.js'
import { quarantineCommands } from './quarantine-commands.js'
import type { DoctorOptions } from '../commands/doctor.js'
import type { JsonSchemaOptions } from '../commands/json-schema.js'
import type { PlanCommandOptions } from '../commands/plan.js'
import type { ReportOptions } from '../commands/report.js'
import type { RunCommandOptions } from '../commands/run.js'
import type { SandboxOptions } from '../commands/sandbox.js'
import type { ValidateOptions } from '../commands/validate.js'
import type { StatusOptions } from '../commands/status.js'
import { parseDuration } from './parse-duration.js'
import { withPipelineOptions } from './with-pipeline-options.js'
import { parseCount, parseCountOrNone } from './parse-count.js'
import type { Act } from './act.js'
import { schemaCommands } from './schema-commands.js'
import { version } from '../process/version.js'

/** Does what the words of a command line say, and returns the exit code. Loads no command but the one that is asked for. */
export async function commandLine(words: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = programOf(async (command) => {
    exitCode = await command
  })
  try {
    await program.parseAsync(VERSION.test(words.join(' ')) ? ['--version'] : words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : USAGE
  }
}

/** What people write for `--version` besides. */
const VERSION = /^(?:-v|version)$/

/** Returns the command with all of its subcommands; `act` is given what each does. */
export function programOf(act: Act): Command {
  const program = new Command('arbalest')
    .description('Loads the objects that arrive in S3 into Amazon Redshift, exactly once.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()

  pipelineCommand(
    program,
    'run',
    'load what is pending: all pipelines, or the named ones; each after the pipelines that it needs',
  )
    .option('--parallel <n>', 'run up to this many pipelines at the same time; default: 1', parseCount)
    .option('--keep-going', 'if a pipeline fails, still run the pipelines that do not need it')
    .option(
      '--for <duration>',
      'begin only work that is likely to end in this time, such as 13m; then exit with 0, complete or not',
      parseDuration,
    )
    .addOption(
      new Option(
        '--if-running <what>',
        'if another run is loading a step, wait for it, or skip the step and the steps after it; default: wait',
      ).choices(['wait', 'skip']),
    )
    .option('--full-refresh', 'delete all rows of the loaded tables, and load everything again')
    .option('--fail-on-empty', 'exit with 5 if a source lists nothing')
    .addOption(
      new Option('--quiet', 'print only what somebody should look at').conflicts(['json', 'verbose']),
    )
    .option('--verbose', 'print each statement that is sent, and its duration')
    .action((names: string[], options: RunCommandOptions) =>
      act(import('../commands/run.js').then(({ runCommand }) => runCommand(names, options))),
    )
  pipelineCommand(program, 'plan', 'show what run would load; change nothing')
    .option('--graph', 'instead, show which pipelines need which; open no connection')
    .addOption(new Option('--mermaid', 'print it as a Mermaid diagram').implies({ graph: true }))
    .option('--names', "read some objects of each load, and compare the names in them with the target's")
    .action((names: string[], options: PlanCommandOptions) =>
      act(import('../commands/plan.js').then(({ planCommand }) => planCommand(names, options))),
    )
  pipelineCommand(
    program,
    'validate',
    'try what run would do, and report everything that is wrong; change nothing',
  )
    .option('--sample <n>', 'try at most this many units of each step', parseCount)
    .action((names: string[], options: ValidateOptions) =>
      act(import('../commands/validate.js').then(({ validateCommand }) => validateCommand(names, options))),
    )
  pipelineCommand(
    program,
    'status',
    'show what is pending, since when, and what was loaded last; change nothing',
  )
    .option(
      '--max-lag <duration>',
      'exit with 5 if an object has been pending for longer, such as 2h',
      parseDuration,
    )
    .option('--runs', 'show the last runs of each step')
    .action((names: string[], options: StatusOptions) =>
      act(import('../commands/status.js').then(({ statusCommand }) => statusCommand(names, options))),
    )
  pipelineCommand(
    program,
    'report',
    'write a page that shows the state of each load: its calendar, its runs, its holes and the commands that fill them',
  )
    .option('--out <file>', 'the file to write', 'report.html')
    .option('--serve', 'instead, serve the page on 127.0.0.1, live, until interrupted')
    .option('--tries <n>', 'try this many pending units of each step, without loading', parseCountOrNone, 10)
    .action((names: string[], options: ReportOptions) =>
      act(import('../commands/report.js').then(({ reportCommand }) => reportCommand(names, options))),
    )
  pipelineCommand(
    program,
    'doctor',
    'check access, permissions and regions, and report what to allow and who can do it; change nothing',
  )
    .option('--policy', 'instead, print the minimal IAM policies and database grants; open no connection')
    .action((names: string[], options: DoctorOptions) =>
      act(import('../commands/doctor.js').then(({ doctorCommand }) => doctorCommand(names, options))),
    )
  program
    .command('sandbox')
    .usage('[options] [-- COMMAND...]')
    .description('start a local S3 and a local Redshift, while COMMAND runs or until interrupted')
    .argument('[command...]', 'the command to run with them, after "--"')
    .option('--data <dir>', 'keep the state of both servers in this folder')
    .option(
      '--bucket <name[=dir]>',
      'serve a folder as a bucket, or create an empty one; can be repeated',
      collectBucket,
    )
    .addOption(
      new Option(
        '--passwords <method>',
        'users of Redshift must sign in with their passwords; default: anyone can connect',
      ).choices(['plain', 'md5', 'sha256']),
    )
    .option('--tls', 'clients of Redshift must use TLS')
    .option('--large-strings', 'allow strings in SUPER of more than 65,535 bytes')
    .action((command: string[], options: SandboxOptions) =>
      act(import('../commands/sandbox.js').then(({ sandboxCommand }) => sandboxCommand(command, options))),
    )
  journalCommands(program, act)
  quarantineCommands(program, act)
  schemaCommands(program, act)
  addCreation(program.command('init'), act)
  program
    .command('json-schema')
    .description('print the JSON Schema of a configuration, with the options of the installed plugins')
    .option('--out <file>', 'write it to this file; default: print it')
    .action((options: JsonSchemaOptions) =>
      act(import('../commands/json-schema.js').then(({ jsonSchemaCommand }) => jsonSchemaCommand(options))),
    )
  helpCommands(program, act)
  return program
}

function pipelineCommand(program: Command, name: string, description: string): Command {
  const command = program.command(name).description(description)
  return withPipelineOptions(
    command.argument(
      '[pipeline...]',
      'the pipelines to use, each with everything that it needs, or pipeline/step for a single step; default: all',
    ),
  )
}

function collectBucket(
  value: string,
  earlier: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  const [, name, folder] = /^([^=]+)(?:=(.+))?$/s.exec(value) ?? []
  if (!name) throw new InvalidArgumentError('Write NAME=DIR, or NAME.')
  return { ...earlier, [name]: folder }
}
