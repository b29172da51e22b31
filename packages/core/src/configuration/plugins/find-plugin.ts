import { bulk, manifest, sinkJournal } from '../../built-in/plugins.js'
import type { AnyPlugin, PluginKind } from '../../contracts/plugin.js'
import { isPluginError, PluginError } from '../../faults/errors.js'
import { meantBy } from '../../faults/meant-by.js'
import { checkPlugin } from './check-plugin.js'
import { wordFor } from '../parsing/word-for.js'
import type { PluginLoader } from './plugin-loader.js'

const BUILT_IN: readonly AnyPlugin[] = [bulk, manifest, sinkJournal]

/** What may stand for a package without being its name. */
const WORD = /^(?!arbalest-)[a-z\d-]+$/

/**
 * Returns the plugin of this `kind` that the user calls `use`. For a source, `files` is `@arbalest/source-files` or, if that
 * is not installed, `arbalest-source-files`; all but a bare word is itself. Throws `PluginError` if there is none.
 */
export async function findPlugin<K extends PluginKind>(
  kind: K,
  use: string,
  loader: PluginLoader,
): Promise<AnyPlugin<K>> {
  if (!WORD.test(use)) return imported(kind, use, loader)
  const builtIn = builtInOf(kind).find(({ name }) => name === ownName(kind, use))
  if (builtIn) return builtIn as AnyPlugin<K>
  try {
    return await imported(kind, ownName(kind, use), loader)
  } catch (error) {
    if (!isMissing(error)) throw error
    const others = await ifThere(() => imported(kind, `arbalest-${kind}-${use}`, loader))
    if (others) return others
    throw await notFound(kind, use, loader, error)
  }
}

function ownName(kind: PluginKind, word: string): string {
  return `@arbalest/${kind}-${word}`
}

function builtInOf(kind: PluginKind): readonly AnyPlugin[] {
  return BUILT_IN.filter((plugin) => plugin.kind === kind)
}

async function imported<K extends PluginKind>(
  kind: K,
  specifier: string,
  loader: PluginLoader,
): Promise<AnyPlugin<K>> {
  const module = (await loader(specifier)) as { readonly default?: unknown }
  return checkPlugin(kind, module.default, specifier)
}

async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): error is PluginError {
  return isPluginError(error) && error.code === 'PLUGIN_NOT_FOUND'
}

/** Returns what is thrown for a word that stands for nothing: nobody must install a package on account of a typing error. */
async function notFound(
  kind: PluginKind,
  use: string,
  loader: PluginLoader,
  cause: PluginError,
): Promise<PluginError> {
  const builtIn = builtInOf(kind).map(wordFor)
  const known = [...new Set([...builtIn, ...((await loader.installed?.(kind)) ?? [])])].toSorted()
  const meant = meantBy(use, known)
  const there = known.length === 0 ? '' : ` There is ${known.map((name) => `"${name}"`).join(', ')}.`
  const message = meant
    ? `There is no ${kind} "${use}"; did you mean "${meant}"?${there}`
    : `${cause.message.replace(/\.?$/, '.')}${there}`
  return new PluginError('PLUGIN_NOT_FOUND', message, { cause: cause.cause })
}
