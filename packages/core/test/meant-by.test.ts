import { expect, test } from 'vitest'
import { meantBy } from '../src/faults/meant-by.js'

test.each([
  ['plam', 'plan'],
  ['lsat', 'last'],
  ['idd', 'id_'],
  ['userid', 'userId'],
  ['city', 'address.City'],
  ['items[0].sku', 'items[0].SKU'],
])('%s may be a slip for %s', (name, meant) => {
  expect(meantBy(name, ['nothing', meant])).toBe(meant)
})

test.each(['cat', 'salt', 'stal', 'l', ''])('%s is none for last', (name) => {
  expect(meantBy(name, ['last'])).toBeUndefined()
})
