import { expect, test } from 'vitest'
import { spread } from '../src/index.js'

test.each([
  [0, 3, []],
  [3, 3, [0, 1, 2]],
  [10, 5, [0, 2, 4, 6, 8]],
  [100, 4, [0, 16, 48, 80]],
])('spread over %i items takes %i of them: %j', async (total, count, expected) => {
  async function* items() {
    for (let item = 0; item < total; item++) yield item
  }
  const { sample, total: counted } = await spread(items(), count)
  expect(counted).toBe(total)
  expect(sample).toHaveLength(Math.min(total, count))
  expect(sample).toEqual(expected)
})
