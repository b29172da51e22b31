import { writeNew, readTemplate } from '../files.js'
import { install, packageManager } from '../install.js'
import { addToPackageJson } from '../package-json.js'
import { perform, say } from '../refusal.js'
import { askProject } from './ask-project.js'
import { Command } from './command.js'
import { DATABASE, duckDbParts, duckDbText } from './duckdb-files.js'
import { configurationText, JSON_SCHEMA, packageParts, testText } from './project-files.js'
import { projectOf, refuseConfigured, type Project, type Said } from './project.js'

/** The options with which a project is made. */
export interface LoadOptions extends Said {
  /** Whether nothing is asked. Default: what is not said is asked. */
  readonly yes?: boolean
  /** Whether the packages are installed. */
  readonly install: boolean
}

/** Makes a project in the working folder that loads files into DuckDB or a local Redshift, and a test of it. Returns the exit code. */
export function createLoad(options: LoadOptions): Promise<number> {
  return perform(async () => {
    const folder = process.cwd()
    refuseConfigured(folder)
    const project = projectOf(folder, options.yes ? options : await askProject(folder, options))
    if (project.isSample) await writeSample(project)
    const isDuckDb = project.sink === 'duckdb'
    const kept = await addToPackageJson(folder, await (isDuckDb ? duckDbParts() : packageParts(project)))
    if (options.install) await install(folder)
    const command = new Command(folder)
    say(`looking at the files in ${project.url ?? project.from}`)
    const configuration = isDuckDb
      ? await command.inferInto(duckDbText(), project)
      : configurationText(project, await command.infer(project))
    await writeNew(folder, '.arbalestrc.yaml', configuration)
    await command.writeJsonSchema(JSON_SCHEMA)
    await writeNew(
      folder,
      'test/load.test.mjs',
      await (isDuckDb ? readTemplate('load/test/duckdb.test.mjs') : testText(project)),
    )
    await writeNew(folder, '.gitignore', `node_modules/\n${isDuckDb ? `${DATABASE}*` : '.sandbox/'}\n`)
    for (const script of kept)
      say(
        `package.json has a script "${script}" already, which is kept; the new one is in the README of create-arbalest.`,
      )
    say(whatNext(project))
  })
}

async function writeSample({ folder, from }: Project): Promise<void> {
  for (const name of ['2026-01-05.ndjson', '2026-01-06.ndjson'])
    await writeNew(folder, `${from}/${name}`, await readTemplate(`load/data/${name}`))
}

function whatNext({ from, url, sink }: Project): string {
  const run = packageManager()
  if (sink === 'duckdb')
    return `created. What is loaded, and how, is in .arbalestrc.yaml.
  ${run} start   loads ${from} into ${DATABASE}; again: only what is new
  ${run} test    loads it into another database, and checks that each row comes once`
  const some = url === undefined ? '' : `\n  ${from} has some of the objects in ${url}: enough to begin with.`
  return `created. What is loaded, and how, is in .arbalestrc.yaml.${some}
  ${run} start   loads ${from} into a Redshift on this machine; again: only what is new
  ${run} test    loads it into another one, and checks that each row is loaded once`
}
