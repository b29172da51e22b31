import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from './refusal.js'

/** What a project's `package.json` must have. */
export interface PackageParts {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

type Manifest = Readonly<Record<string, unknown>> & Partial<PackageParts>

/** The script `test` that `npm init` writes, which tests nothing. */
const NO_TEST = 'echo "Error: no test specified" && exit 1'

/**
 * Adds `parts` to the `package.json` in `folder`, or makes one; what is there stays as it is. Returns the scripts
 * that are there already, and otherwise. Throws `Refusal` if the file cannot be read.
 */
export async function addToPackageJson(folder: string, parts: PackageParts): Promise<readonly string[]> {
  const manifest = (await readManifest(folder)) ?? { private: true }
  const { test, ...others } = manifest.scripts ?? {}
  const scripts = test === undefined || test === NO_TEST ? others : { ...others, test }
  const { dependencies, devDependencies } = manifest
  const merged = {
    ...manifest,
    scripts: { ...parts.scripts, ...scripts },
    dependencies: { ...parts.dependencies, ...dependencies },
    devDependencies: { ...parts.devDependencies, ...devDependencies },
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(merged, undefined, 2)}\n`)
  return Object.keys(parts.scripts).filter((name) => merged.scripts[name] !== parts.scripts[name])
}

/** Returns the `package.json` in `folder`; undefined if there is none. Throws `Refusal` if it cannot be read. */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, 'package.json')
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest))
      return manifest as Manifest
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Refusal(`${path} is not a package.json: it must contain one JSON object. Nothing was written.`)
}
