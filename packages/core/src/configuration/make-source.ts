import type { AnyPlugin } from '../contracts/plugin.js'
import type { Source } from '../contracts/source/source.js'
import { check } from '../faults/check.js'
import { PluginError } from '../faults/errors.js'
import { closeAll } from './close-all.js'

/** A source that its host can read and must close. */
interface ReadableSource extends Pick<Source, 'url' | 'list'>, AsyncDisposable {
  readonly open: NonNullable<Source['open']>
}

/**
 * Returns the source that `plugin` makes of `options`, for a host that only reads, and has no
 * step. Throws `ConfigError` if the options are wrong, `PluginError` if what the plugin makes
 * cannot be read.
 */
export function makeSource(
  plugin: AnyPlugin<'source'>,
  options: unknown,
  signal: AbortSignal,
): ReadableSource {
  const source = plugin.create(check(plugin.options, options), {
    scope: plugin.name,
    signal,
    notice: () => {},
    get: (kind) => {
      throw new PluginError('PLUGIN_INVALID', `A source has no ${kind} outside a step.`)
    },
  })
  if (!source.open)
    throw new PluginError('PLUGIN_INVALID', `"${plugin.name}" creates a source whose objects cannot be read.`)
  return {
    url: source.url,
    list: (listed) => source.list(listed),
    open: (object, range) => source.open!(object, range),
    [Symbol.asyncDispose]: () => closeAll([source]),
  }
}
