import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Returns the plugins of a kind that are installed for `file`, as its configuration names them: `s3` for
 * `@arbalest/source-s3` and for `arbalest-source-s3`, and the whole name of a package of another scope.
 */
export async function installedPlugins(file: string, kind: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of foldersAbove(file)) {
    const packages = await namesIn(folder)
    const scoped = packages
      .filter((name) => name.startsWith('@'))
      .map(async (scope) => (await namesIn(join(folder, scope))).map((name) => `${scope}/${name}`))
    found.push(...packages, ...(await Promise.all(scoped)).flat())
  }
  const forms = [
    new RegExp(`^@arbalest/${kind}-(.+)$`),
    new RegExp(`^arbalest-${kind}-(.+)$`),
    new RegExp(`^(@[^/]+/arbalest-${kind}-.+)$`),
  ]
  const words = found.flatMap((name) => forms.flatMap((form) => form.exec(name)?.[1] ?? []))
  return [...new Set(words)].toSorted()
}

function* foldersAbove(file: string): Generator<string> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    yield join(folder, 'node_modules')
    if (folder === dirname(folder)) return
  }
}

/** What cannot be read holds no plugin that could be imported. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}
