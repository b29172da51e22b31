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

test.each(['core', 'cli'])('ARCHITECTURE.md shows the folders of %s', (name) => {
  const top = folders(`packages/${name}/src`).filter((path) => !path.includes('/'))
  expect(
    picture(name)
      .flatMap(({ rooms }) => rooms)
      .toSorted(),
  ).toEqual(top.toSorted())
})

test('ARCHITECTURE.md shows the folders of sandbox, two deep, and three deep for Redshift', () => {
  const above: string[] = []
  const shown = picture('sandbox').flatMap(({ depth, rooms }) => {
    above[depth] = rooms[0]!
    return rooms.map((room) => [...above.slice(0, depth), room].join('/'))
  })
  const depth = (path: string) => path.split('/').length
  const there = folders('packages/sandbox/src').filter(
    (path) => depth(path) <= (path.startsWith('redshift/') ? 3 : 2),
  )
  expect(shown.toSorted()).toEqual(there.toSorted())
})
