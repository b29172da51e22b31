import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeNew } from '../files.js'
import { install, packageManager } from '../install.js'
import { perform, Refusal, say, USAGE } from '../refusal.js'
import { manifestText, readmeText, TSCONFIG, type NewPlugin, type PluginKind } from './plugin-files.js'

/** The options with which a plugin is made. */
export interface PluginOptions {
  /** Whether the packages are installed. */
  readonly install: boolean
}

/**
 * Makes a package that is a plugin, in a folder called as it is. It works, and passes the suite of its kind, so that
 * its author can change it step by step. Returns the exit code.
 */
export function createPlugin(kind: PluginKind, name: string, options: PluginOptions): Promise<number> {
  return perform(async () => {
    const word = wordFor(kind, name)
    const folder = join(process.cwd(), basename(name))
    if (existsSync(folder)) throw new Refusal(`${folder} exists already. Nothing was written.`)
    const files = await readTemplate(kind)
    const plugin: NewPlugin = { kind, name, word, isTypeScript: files.has('index.ts') }
    for (const [path, text] of files) {
      if (path === 'manifest.json') await writeNew(folder, 'package.json', manifestText(text, plugin))
      else
        await writeNew(
          folder,
          path,
          text.replaceAll(EXAMPLE, () => name),
        )
    }
    if (plugin.isTypeScript) await writeNew(folder, 'tsconfig.json', TSCONFIG)
    await writeNew(folder, '.gitignore', 'node_modules/\ndist/\n')
    await writeNew(folder, 'README.md', readmeText(plugin))
    if (options.install) await install(folder)
    say(
      `created ${folder}. It works: change it step by step, and check with "${packageManager()} test" that it still works.`,
    )
  })
}

/** The name of the package that a template was. */
const EXAMPLE = /@arbalest\/example-[a-z-]+/g

/** Returns the texts of a template, by their paths. */
async function readTemplate(kind: PluginKind): Promise<ReadonlyMap<string, string>> {
  const template = fileURLToPath(new URL(`../plugins/${kind}/`, import.meta.url))
  const entries = await readdir(template, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(template, path), await readFile(path, 'utf8')] as const),
    ),
  )
}

/** Returns the word by which a configuration calls the plugin: its whole name, if it has a scope. Throws `Refusal` if it could not be found by it. */
function wordFor(kind: PluginKind, name: string): string {
  const form = new RegExp(`^(@[a-z\\d][a-z\\d._-]*/)?arbalest-${kind}-([a-z\\d-]+)$`)
  const [, scope, word] = form.exec(name) ?? []
  if (word === undefined)
    throw new Refusal(
      `"${name}" must be arbalest-${kind}-WORD or @SCOPE/arbalest-${kind}-WORD, so that configurations find it; in lower-case letters, digits and "-".`,
      { exitCode: USAGE },
    )
  return scope ? name : word
}
