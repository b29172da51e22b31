import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const CORE = new URL('../packages/core/src/', import.meta.url)

test('no file of core names a warehouse, an object store or a database, but for the address of a page', () => {
  const files = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const naming = files.filter((file) => {
    const text = readFileSync(new URL(file, CORE), 'utf8').replaceAll(/https:\/\/\S+/g, '')
    return /redshift|duckdb|\bs3\b/i.test(`${file}\n${text}`)
  })
  expect(files.length).toBeGreaterThan(100)
  expect(naming).toEqual([])
})
