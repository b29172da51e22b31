import { ConfigError, isConfigError, isPluginError, PluginError, type Fault } from '@arbalest/core'
import type { FoundConfiguration } from './find-configuration.js'

/** Returns what was `thrown`, if it is about the configuration with the line and column of each fault, as far as its text has them. */
export async function locateFaults(thrown: unknown, { text }: FoundConfiguration): Promise<unknown> {
  if (text === undefined || !isPlaced(thrown)) return thrown
  const [{ loadYaml }, { Positions }] = await Promise.all([
    import('./load-yaml.js'),
    import('./positions.js'),
  ])
  const positions = new Positions()
  try {
    loadYaml(text, positions) // JSON too, which is YAML
  } catch {
    return thrown // but for JSON that is indented by tabs
  }
  const { code, cause } = thrown
  const located = (fault: Fault): Fault => ({ ...fault, position: positions.at(fault.path) })
  return isConfigError(thrown)
    ? new ConfigError(code, thrown.faults.map(located), { cause })
    : new PluginError(code, located(thrown.faults[0]), { cause })
}

function isPlaced(thrown: unknown): thrown is ConfigError | (PluginError & { readonly faults: {} }) {
  return isConfigError(thrown) || (isPluginError(thrown) && thrown.faults !== undefined)
}
