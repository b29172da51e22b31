import { InvalidArgumentError, Option, type Command } from 'commander'
import { parseCount } from './parse-count.js'
import type { Act } from './act.js'
import type { InferOptions } from '../commands/schema/schema-infer.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { withPipelineOptions } from './with-pipeline-options.js'

/** Adds the commands that make and compare tables. */
export function schemaCommands(program: Command, act: Act): void {
  const schema = program.command('schema').description('infer, show and compare tables').helpCommand(false)
  schema
    .command('infer')
    .description(
      'print a pipeline that loads JSON, Avro, CSV or Parquet, its table inferred from a sample of the objects',
    )
    .argument('<place>', 'where the objects are: s3://bucket/prefix, or a folder of files', parsePlace)
    .option('--sample <n>', 'read at most this many objects, spread over the listing', parseCount, 100)
    .option('--table <name>', "the table's name; default: derived from the place", parseTable)
    .addOption(
      new Option(
        '--format <format>',
        'the format of the objects; default: recognized from the first of them',
      ).choices(['json', 'avro', 'csv', 'parquet']),
    )
    .addOption(
      new Option(
        '--sink <name>',
        'the sink that will load them; with duckdb, the pipeline has its sink, and runs without changes',
      )
        .choices(['redshift', 'duckdb'])
        .default('redshift'),
    )
    .option(
      '--download <dir>',
      'download up to ten of the objects, at most 16 MB in total, into this folder, which the sandbox can serve as the bucket',
    )
    .option(
      '--into <file>',
      'add the pipeline to this configuration in YAML; default: print it',
      parseYamlFile,
    )
    .action((place: string, options: InferOptions) =>
      act(
        import('../commands/schema/schema-infer.js').then(({ schemaInferCommand }) =>
          schemaInferCommand(place, options),
        ),
      ),
    )
  const command = (name: string, description: string) => {
    const made = schema.command(name).description(description)
    return withPipelineOptions(
      made.argument(
        '[pipeline...]',
        'the pipelines to use, each with everything that it needs, or pipeline/step for a single step; default: all',
      ),
    )
  }
  command('ddl', 'print the statements that create the tables').action(
    (names: string[], options: PipelineOptions) =>
      act(
        import('../commands/schema/schema-ddl.js').then(({ schemaDdlCommand }) =>
          schemaDdlCommand(names, options),
        ),
      ),
  )
  command('diff', 'compare the tables in the warehouse with the targets; change nothing').action(
    (names: string[], options: PipelineOptions) =>
      act(
        import('../commands/schema/schema-diff.js').then(({ schemaDiffCommand }) =>
          schemaDiffCommand(names, options),
        ),
      ),
  )
}

function parsePlace(value: string): string {
  if (/^s3:\/\/[^/:\s]+(?:\/|$)/.test(value)) return value.replace(/^(s3:\/\/[^/]+)$/, '$1/')
  if (value !== '' && !/^\w[\w+.-]+:/.test(value)) return value
  throw new InvalidArgumentError('Write s3://bucket/prefix, or the path of a folder.')
}

function parseTable(value: string): string {
  // It is the name of the pipeline and of the step as well, which are bound to these letters.
  if (!/^(?:[\w-]{1,100}\.)?[\w-]{1,100}$/.test(value))
    throw new InvalidArgumentError('Write TABLE or SCHEMA.TABLE, in letters, digits, "_" and "-".')
  return value
}

/** JSON has no comments, and code is no data. */
function parseYamlFile(value: string): string {
  if (/\.ya?ml$/i.test(value)) return value
  throw new InvalidArgumentError(
    'Name a file that ends in .yaml or .yml; for other files, print the pipeline and copy it.',
  )
}
