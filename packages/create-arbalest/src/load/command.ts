import { execFile, type ExecFileException } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Refusal } from '../refusal.js'
import type { Project } from './project.js'

/** Enough for a table of as many columns as there can be. */
const MOST_BYTES = 16 * 1024 * 1024

/** The command `arbalest` that is installed for a project. */
export class Command {
  readonly #folder: string
  readonly #file: string

  /** Throws `Refusal` if it is not installed. */
  constructor(folder: string) {
    this.#folder = folder
    try {
      const require = createRequire(join(folder, 'package.json'))
      this.#file = join(require.resolve('@arbalest/cli/package.json'), '../bin/arbalest.js')
    } catch (cause) {
      throw new Refusal(`@arbalest/cli is not installed in ${folder}; leave out --no-install.`, { cause })
    }
  }

  /** Returns a pipeline that loads the files, in YAML; some of those in S3 are downloaded. Throws `Refusal` if there is nothing to make a table of. */
  infer({ bucket, from, url, table }: Project): Promise<string> {
    const named = table ? ['--table', table] : []
    if (url !== undefined) return this.#run(['schema', 'infer', url, '--download', from, ...named])
    const inner = [process.execPath, this.#file, 'schema', 'infer', `s3://${bucket}/`, ...named]
    return this.#run(['sandbox', '--bucket', `${bucket}=${from}`, '--', ...inner])
  }

  /** Returns the text of a configuration that loads into DuckDB, with a pipeline added that loads the files of a folder. Throws `Refusal` as {@link infer}. */
  async inferInto(configuration: string, { from, table }: Project): Promise<string> {
    const beside = await mkdtemp(join(tmpdir(), 'create-arbalest-'))
    try {
      const file = join(beside, 'arbalest.yaml')
      await writeFile(file, configuration)
      const named = table ? ['--table', table] : []
      // A path that begins as an option does would be taken for one.
      const place = from.startsWith('-') ? `./${from}` : from
      await this.#run(['schema', 'infer', place, '--sink', 'duckdb', '--into', file, ...named])
      return await readFile(file, 'utf8')
    } finally {
      await rm(beside, { recursive: true })
    }
  }

  /** Writes the JSON Schema of the configuration, by which editors complete and check it. */
  async writeJsonSchema(path: string): Promise<void> {
    await this.#run(['json-schema', '--out', path])
  }

  async #run(words: readonly string[]): Promise<string> {
    try {
      const options = { cwd: this.#folder, maxBuffer: MOST_BYTES }
      return (await promisify(execFile)(process.execPath, [this.#file, ...words], options)).stdout
    } catch (cause) {
      const { stderr, message } = cause as ExecFileException
      throw new Refusal(stderr?.trim() || message, { cause })
    }
  }
}
