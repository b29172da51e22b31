import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError } from '@arbalest/core'
import { cosmiconfig, type CosmiconfigResult, type Loader } from 'cosmiconfig'
import { importModule, lineOf } from './import-module.js'

/** A configuration as it stands in its file. */
export interface FoundConfiguration {
  /** The path of the file, from which plugins are found. */
  readonly file: string
  /** What it holds; nothing of it is checked. */
  readonly value: unknown
  /** The text that it was read from; undefined for a module, and for a `package.json`, of which it is a part. */
  readonly text: string | undefined
}

const ENDINGS = ['yaml', 'yml', 'json', 'js', 'mjs', 'cjs', 'ts']
const PLACES = [
  'package.json',
  '.arbalestrc',
  ...ENDINGS.map((ending) => `.arbalestrc.${ending}`),
  ...ENDINGS.map((ending) => `arbalest.config.${ending}`),
]

/**
 * The configuration in `file`, or in the first file found from the working
 * folder upward, as far as the first folder with a `package.json`. Throws
 * `ConfigError` if there is none, or none that can be read.
 */
export async function findConfiguration(file: string | undefined): Promise<FoundConfiguration> {
  const texts = new Map<string, string>()
  const keeping =
    (load: Loader): Loader =>
    (path, content) => {
      texts.set(path, content)
      return load(path, content) as unknown
    }
  const explorer = cosmiconfig('arbalest', {
    searchPlaces: PLACES,
    searchStrategy: 'project',
    ignoreEmptySearchPlaces: false,
    loaders: {
      noExt: keeping(loadYaml),
      '.yaml': keeping(loadYaml),
      '.yml': keeping(loadYaml),
      '.json': keeping(loadJson),
      '.js': loadModule,
      '.mjs': loadModule,
      '.cjs': loadModule,
      '.ts': loadModule, // cosmiconfig's own needs TypeScript installed
    },
  })
  try {
    return foundIn(await (file === undefined ? explorer.search() : explorer.load(file)), file, texts)
  } catch (error) {
    throw error instanceof ConfigError ? error : unreadable(error, file)
  }
}

function foundIn(
  result: CosmiconfigResult,
  file: string | undefined,
  texts: ReadonlyMap<string, string>,
): FoundConfiguration {
  if (!result) throw new ConfigError('CONFIG_NOT_FOUND', file ? noProperty(file) : notFound())
  if (result.isEmpty) throw new ConfigError('CONFIG_INVALID', `${result.filepath} is empty.`)
  const text = basename(result.filepath) === 'package.json' ? undefined : texts.get(result.filepath)
  return { file: result.filepath, value: result.config as unknown, text }
}

function notFound(): string {
  return `No configuration was found in ${process.cwd()} or above, up to the first folder with a package.json: neither a file .arbalestrc, .arbalestrc.* or arbalest.config.* (${ENDINGS.join(', ')}), nor the key "arbalest" in package.json. Write a .arbalestrc.yaml, or name a file with --config.`
}

function noProperty(file: string): string {
  return `${resolve(file)} has no key "arbalest" with the configuration.`
}

const loadModule: Loader = async (file) => {
  const { href } = pathToFileURL(file)
  try {
    const module = await importModule(href)
    if (module.default !== undefined) return module.default
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const line = await lineOf(error, href)
    throw unreadableAt(line === undefined ? file : `${file}:${line}`, error)
  }
  throw new ConfigError('CONFIG_INVALID', `${file} has no default export.`)
}

const loadYaml: Loader = async (_, content) => (await import('./load-yaml.js')).loadYaml(content)

const loadJson: Loader = async (file, content) => {
  try {
    return JSON.parse(content) as unknown
  } catch (error) {
    await loadYaml(file, content) // JSON is YAML, whose parser knows the line of most faults
    const { message } = error as SyntaxError
    const [, position] = /at position (\d+)/.exec(message) ?? []
    const line = position && `:${content.slice(0, Number(position)).split('\n').length}`
    throw unreadableAt(`${file}${line ?? ''}`, message.replace(QUOTED_CONTENT, ''))
  }
}

const QUOTED_CONTENT = /, (?:\.\.\.)?".*/s // as V8 quotes it, with whatever secret may stand there

function unreadable(error: unknown, file: string | undefined): ConfigError {
  const { code, filepath = file, reason, mark } = error as Unreadable
  const path = resolve(filepath ?? '.')
  if (code === 'ENOENT') return new ConfigError('CONFIG_NOT_FOUND', `There is no file ${path}.`)
  // The parser's own message quotes the lines around, which may hold a secret.
  return reason && mark
    ? unreadableAt(`${path}:${mark.line + 1}:${mark.column + 1}`, reason)
    : unreadableAt(path, error)
}

/** What cosmiconfig and its YAML parser say of what they could not read. */
interface Unreadable {
  readonly code?: string
  readonly filepath?: string
  readonly reason?: string
  /** Counted from 0. */
  readonly mark?: { readonly line: number; readonly column: number }
}

function unreadableAt(place: string, error: unknown): ConfigError {
  return new ConfigError('CONFIG_INVALID', `${place}: ${messageOf(error)}`)
}

/** Returns the first line of what an error says: the next ones name the place again, or quote what is there. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const [first = ''] = error.message.split('\n')
  return /^\w*Error: /.test(first) ? first.trim() : `${error.name}: ${first.trim()}`
}
