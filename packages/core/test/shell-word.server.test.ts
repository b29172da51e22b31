import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWord } from '../src/operations/commands/shell-word.js'

const HOSTILE = [
  "'",
  "a'b",
  '$(id)',
  '`id`',
  '; rm -rf /',
  '\\',
  '!!',
  '*',
  '~',
  '',
  '\n',
  '\u001b[201~id\n',
  '\u202egnp',
  'a\u200bb',
  '\u001b[2J',
  'a\nb',
  '-rf',
  'é\'\t"',
]

test('a shell takes each word for what it is, and none holds what would act on a terminal', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((word) => !word.includes('\0'))
  const words = [...HOSTILE, ...fc.sample(text, { numRuns: 500, seed: 7 })]
  const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`
  // eslint-disable-next-line no-control-regex
  expect(script).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
  const env = { LC_ALL: 'C.UTF-8' }
  const printed = execFileSync('bash', ['--norc', '-c', script], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(printed.split('\0').slice(0, -1)).toEqual(words)
})
