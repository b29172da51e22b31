import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeWorkspace } from './workspace.js'

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')

test('help CODE prints what docs/errors.md says of it, its links as addresses', async () => {
  const { run } = await makeWorkspace()
  const section = /^## (LOCK_TIMEOUT\n.*?)\n^## /ms.exec(page)![1]!

  const { exitCode, stdout } = await run(['help', 'lock_timeout'])

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^LOCK_TIMEOUT\n\n/)
  expect(stdout).toMatch(/`lockTimeout` \(https:\/\/\S+\/docs\/connections\.md#settings\)/)
  expect(stdout.replaceAll(/ \(https:\S+\)/g, '').trim()).toBe(
    section.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').trim(),
  )
})

test.each([
  [['help'], ['--help']],
  [['-h'], ['--help']],
  [
    ['help', 'run'],
    ['run', '--help'],
  ],
  [
    ['help', 'journal', 'import'],
    ['journal', 'import', '-h'],
  ],
  [['-V'], ['--version']],
])('%j prints what %j prints', async (words, same) => {
  const { run } = await makeWorkspace()
  const said = await run(words)
  expect(said).toEqual(await run(same))
  expect(said).toMatchObject({ exitCode: 0, stderr: '' })
  expect(said.stdout).toMatch(/^Usage: arbalest|^\d/)
})

test('help of a word that is neither a code nor a command ends with 2', async () => {
  const { run } = await makeWorkspace()
  expect(await run(['help', 'LOCKED_OUT'])).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('"LOCKED_OUT"'),
  })
})
