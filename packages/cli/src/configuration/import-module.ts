import { fileURLToPath } from 'node:url'
import type { Jiti } from 'jiti'

/** A module's exports. */
export interface Module {
  readonly default?: unknown
}

/** What the module at `url` exports; it may be TypeScript, and needs no compiler installed then. */
export async function importModule(url: string): Promise<Module> {
  return (/\.[cm]?ts$/.test(url) ? await (await loaderFor(url)).import(url) : await import(url)) as Module
}

/** The line of the module at `url` that `error` arose in while it was imported, if that is known. */
export async function lineOf(error: unknown, url: string): Promise<number | undefined> {
  const line = lineIn(error, url)
  if (line !== undefined || !(error instanceof SyntaxError)) return line
  // Node does not say where it ceased to understand an ES module; this parser does.
  const loader = await loaderFor(url)
  return loader.import(url).then(
    () => undefined,
    (again: unknown) => lineIn(again, url),
  )
}

function lineIn(error: unknown, url: string): number | undefined {
  if (!(error instanceof Error)) return undefined
  const text = `${error.message}\n${error.stack}`
  for (const name of url.startsWith('file:') ? [url, fileURLToPath(url)] : [url]) {
    const [, line] = text.split(`${name}:`, 2)
    if (line && /^\d/.test(line)) return Number.parseInt(line, 10)
  }
  return undefined
}

// Loaded if it is needed: most configurations are YAML.
async function loaderFor(url: string): Promise<Jiti> {
  const { createJiti } = await import('jiti')
  return createJiti(url, { fsCache: false }) // nothing is written into the user's folders
}
