import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** Returns how many bytes the files of `names` have, as installed in `folder`, and of all that npm installs with them. */
export function installedSize(folder: string, names: readonly string[]): number {
  const sizes = new Map<string, number>()
  const visit = (name: string, from: string) => {
    const place = placeOf(name, from) ?? placeOf(name, folder)
    if (place === undefined) throw new Error(`"${name}", which "${from}" depends on, is not installed.`)
    if (sizes.has(place)) return
    sizes.set(place, sizeOf(place))
    for (const dependency of dependenciesOf(place)) visit(dependency, place)
  }
  for (const name of names) visit(name, folder)
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

function placeOf(name: string, from: string): string | undefined {
  const place = join(from, 'node_modules', name)
  if (existsSync(place)) return realpathSync(place)
  return dirname(from) === from ? undefined : placeOf(name, dirname(from))
}

function dependenciesOf(place: string): string[] {
  const text = readFileSync(join(place, 'package.json'), 'utf8')
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = JSON.parse(text) as Manifest
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  return [...Object.keys(dependencies), ...peers]
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.name === 'node_modules') return sum
    return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size)
  }, 0)
}
