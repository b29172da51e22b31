import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

const cited = Array.from(
  read('docs/exactly-once.md').matchAll(/`([\w./-]+\.ts)`: "([^"]+)"/g),
  ([, file, name]) => [file!, name!] as const,
)

test('docs/exactly-once.md cites tests of every file that kills', () => {
  expect(cited.length).toBeGreaterThan(30)
  const files = readdirSync(new URL('kills/', import.meta.url), { recursive: true, encoding: 'utf8' })
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  expect(cited.map(([path]) => path)).toEqual(
    expect.arrayContaining(tests.map((file) => `test/kills/${file}`)),
  )
})

test.each(cited)('%s has the test "%s"', (file, name) => {
  expect(read(file).replaceAll(/\s+/g, ' ')).toContain(name)
})
