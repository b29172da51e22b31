import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const sorted = (codes: Iterable<string>) => [...new Set(codes)].toSorted()
const found = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, code]) => code!)

// The sandbox's errors are Redshift's and S3's own, with codes of theirs.
const sources = readdirSync(new URL('packages/', root))
  .filter((name) => name !== 'sandbox')
  .flatMap((name) =>
    readdirSync(new URL(`packages/${name}/src/`, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`packages/${name}/src/${file}`)),
  )
  .join('\n')

// Those of core, and those that a plugin declares for itself.
const declared = sorted(
  found(sources, /type \w*ErrorCode =(.*\n(?: {2}\|.*\n)*)/g).flatMap((union) =>
    found(union, /'([A-Z_]+)'/g),
  ),
)

test('every code that is declared is thrown somewhere, and none else', () => {
  const thrown = found(sources, /(?:\w*Error|super)\(\s*'([A-Z][A-Z_]+)'/g)
  expect(sorted(thrown)).toEqual(declared)
})

test('docs/errors.md has one heading for each code, in order', () => {
  expect(found(read('docs/errors.md'), /^## ([A-Z_]+)$/gm)).toEqual(declared)
})
