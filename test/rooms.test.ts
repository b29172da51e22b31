import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const page = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8')

/** The folders below `path` that hold anything, as paths from there. */
function folders(path: string): string[] {
  const below = readdirSync(new URL(path, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split('/').slice(0, -1))
  return [...new Set(below.flatMap((names) => names.map((_, i) => names.slice(0, i + 1).join('/'))))]
}

/** The rooms in the picture of a package: how far each line is indented, and the rooms that it names. */
function picture(name: string): { readonly depth: number; readonly rooms: readonly string[] }[] {
  const [, drawn] = page.split(`## The rooms of \`${name}\`\n\n\`\`\`\n`)
  if (drawn === undefined) throw new Error(`ARCHITECTURE.md shows no rooms of ${name}`)
  return drawn
    .slice(0, drawn.indexOf('```'))
    .split('\n')
    .map((line) => ({
      depth: line.search(/\S/) / 2,
      rooms: Array.from(/^\s*((?:[\w-]+\/ *)*)/.exec(line)?.[1]?.matchAll(/[\w-]+/g) ?? [], ([room]) => room),
    }))
    .filter(({ rooms }) => rooms.length > 0)
}

/** The rooms in the picture of a package, as paths: what is indented further is in the room above it. */
function shown(name: string): string[] {
  const above: string[] = []
  return picture(name).flatMap(({ depth, rooms }) => {
    above[depth] = rooms[0]!
    return rooms.map((room) => [...above.slice(0, depth), room].join('/'))
  })
}

test('ARCHITECTURE.md shows the folders of cli', () => {
  const rooms = picture('cli').flatMap((line) => line.rooms)
  const there = folders('packages/cli/src').map((path) => path.slice(path.lastIndexOf('/') + 1))
  expect(rooms.toSorted()).toEqual(there.toSorted())
})

test.each(['core', 'sink-redshift', 'strategy-timeseries', 'testing'])(
  'ARCHITECTURE.md shows the folders of %s',
  (name) => {
    expect(shown(name).toSorted()).toEqual(folders(`packages/${name}/src`).toSorted())
  },
)

test('ARCHITECTURE.md shows the folders of sandbox, two deep, and three deep for Redshift', () => {
  const depth = (path: string) => path.split('/').length
  const there = folders('packages/sandbox/src').filter(
    (path) => depth(path) <= (path.startsWith('redshift/') ? 3 : 2),
  )
  expect(shown('sandbox').toSorted()).toEqual(there.toSorted())
})

/** What each file of a package imports of its other files, all as paths from `src`. */
function imports(name: string): (readonly [from: string, to: string])[] {
  const src = new URL(`packages/${name}/src/`, root)
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, src), 'utf8')
      return Array.from(
        text.matchAll(/^(?:(?:import|export|\}).* from |.*\bimport\()'(\.[^']+)'/gm),
        ([, path]) => [file, new URL(path!, new URL(file, src)).href.slice(src.href.length)] as const,
      )
    })
}

/** What an import leads from and to within the folder that both are in: a file of it, or one of its rooms as a whole. */
function arrow([from, to]: readonly [string, string]): readonly [from: string, to: string] {
  const [a, b] = [from.split('/'), to.replace(/\.js$/, '.ts').split('/')]
  const shared = a.findIndex((part, i) => part !== b[i])
  return [a.slice(0, shared + 1).join('/'), b.slice(0, shared + 1).join('/')]
}

/** Returns a circle of arrows, if there is one. */
function circle(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>()
  const search = (place: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(place)) return [...way.slice(way.indexOf(place)), place]
    if (done.has(place)) return undefined
    for (const next of arrows.get(place) ?? []) {
      const found = search(next, [...way, place])
      if (found) return found
    }
    done.add(place)
    return undefined
  }
  return Array.from(arrows.keys(), (place) => search(place, [])).find((found) => found !== undefined)
}

test.each(readdirSync(new URL('packages/', root)))('no arrows between rooms of %s make a circle', (name) => {
  const arrows = new Map<string, Set<string>>()
  for (const [from, to] of imports(name).map(arrow)) arrows.set(from, (arrows.get(from) ?? new Set()).add(to))
  expect(circle(arrows)).toBeUndefined()
})

test('no room of a package has more than sixteen files', () => {
  const rooms = readdirSync(new URL('packages/', root)).flatMap((name) =>
    folders(`packages/${name}/src`).map((room) => `packages/${name}/src/${room}/`),
  )
  const full = rooms.filter(
    (room) => readdirSync(new URL(room, root)).filter((file) => file.endsWith('.ts')).length > 16,
  )
  expect(full).toEqual([])
})
