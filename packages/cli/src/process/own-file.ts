import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Returns where a file of this package is, of which `path` is relative to the package: built, its modules are in other places. */
export function ownFile(path: string): URL {
  const require = createRequire(import.meta.url)
  return new URL(path, pathToFileURL(require.resolve('@arbalest/cli/package.json')))
}
