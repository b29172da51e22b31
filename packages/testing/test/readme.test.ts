import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as exported from '../src/index.js'

test('the README has a row for each suite', () => {
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = Array.from(page.matchAll(/^\| `(test\w+)\(/gm), ([, name]) => name)
  expect(rows.toSorted()).toEqual(
    Object.keys(exported)
      .filter((name) => /^test[A-Z]/.test(name))
      .toSorted(),
  )
})
