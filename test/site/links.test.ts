import { expect, test } from 'vitest'
import { faultOf, readPages } from './pages.js'

const pages = readPages()

test('the site has the pages of docs, of the packages and of their API', () => {
  expect([...pages.keys()]).toEqual(
    expect.arrayContaining([
      'index.html',
      'tutorial.html',
      'reference.html',
      'packages/cli.html',
      'api/core.html',
    ]),
  )
})

test('no link of the site is dead', () => {
  const dead = [...pages].flatMap(([page, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      const fault = faultOf(pages, page, link)
      return fault ? [`${page}: ${link}: ${fault}`] : []
    }),
  )
  expect(dead).toEqual([])
})

test('a dead link of each kind is found', () => {
  expect(faultOf(pages, 'tutorial.html', '/nothing.html')).toBe('there is no such page')
  expect(faultOf(pages, 'tutorial.html', '/errors.html#nothing')).toBe('the page has no such heading')
  expect(faultOf(pages, 'tutorial.html', '/errors.html#aborted')).toBeUndefined()
  expect(faultOf(pages, 'packages/cli.html', '#nothing')).toBe('the page has no such heading')
})
