import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configurationJsonSchema, findPlugin, PLUGIN_KINDS } from '@arbalest/core/host'
import type { AnyPlugin } from '@arbalest/core/plugin'
import { pluginLoader } from '../configuration/load-plugin.js'
import { perform } from '../perform/perform.js'

/** The options of `json-schema`. */
export interface JsonSchemaOptions {
  /** The file to write. Default: it is printed. */
  readonly out?: string
}

/** Prints the JSON Schema of a configuration in this folder, with the options of the plugins that are installed for it. */
export function jsonSchemaCommand({ out }: JsonSchemaOptions): Promise<number> {
  return perform(false, async (output) => {
    const loader = pluginLoader(join(process.cwd(), '.arbalestrc.yaml'))
    const plugins: AnyPlugin[] = []
    for (const kind of PLUGIN_KINDS)
      for (const name of await loader.installed(kind)) plugins.push(await findPlugin(kind, name, loader))
    const text = JSON.stringify(configurationJsonSchema(plugins), undefined, 2)
    if (out === undefined) output.line(text)
    else await writeFile(out, `${text}\n`)
  })
}
