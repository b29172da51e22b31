import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SECTIONS } from '../site/navigation.js'
import { addressOf } from '../site/places.js'

const addresses = SECTIONS.flatMap(({ entries }) => entries.map(([, address]) => address))
const root = new URL('../', import.meta.url)

test('each page of docs/ is in the navigation of the site, once', () => {
  const pages = readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'))
  expect(addresses).toEqual(expect.arrayContaining(pages.map((name) => name.slice(0, -3))))
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('the navigation leads to pages that there are', () => {
  const files = ['', 'docs/', 'bench/', ...foldersIn('packages/'), ...foldersIn('examples/')].flatMap(
    (folder) => readdirSync(new URL(folder, root)).map((name) => `${folder}${name}`),
  )
  const there = new Set(files.map(addressOf))
  expect(addresses.filter((address) => address !== 'api/index' && !there.has(address))).toEqual([])
})

function foldersIn(all: string): string[] {
  return readdirSync(new URL(all, root))
    .map((name) => `${all}${name}/`)
    .filter((folder) => existsSync(new URL(`${folder}README.md`, root)))
}
