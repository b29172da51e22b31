import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandLine } from '../../src/words/command-line.js'

test('a shell takes each word for what it is', () => {
  const words = ['it\'s "a" $HOME', 'a b', '`id`', '*', '', '-x', 'daily/orders', '\\']
  const line = commandLine(...words)!
  const printed = execFileSync('sh', ['-c', `arbalest() { printf '%s\\n' "$@"; }; ${line}`], {
    encoding: 'utf8',
  })
  expect(printed).toBe(words.map((word) => `${word}\n`).join(''))
})

test('no word has a terminal do anything, and none that is harmless keeps a command from being given', () => {
  expect(commandLine('run', '\u001b[2J')).toBeUndefined()
  expect(commandLine('run', 'a\nb')).toBeUndefined()
  expect(commandLine('run', '\u202eb')).toBeUndefined()
  fc.assert(fc.property(fc.stringMatching(/^[ -~é漢]*$/), (word) => commandLine(word) !== undefined))
})
