import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeWorkspace } from './workspace.js'

test('--version prints the version of the package', async () => {
  const { start } = await makeWorkspace()
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }

  expect(await start(['--version']).ended).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test('--help names the commands and the exit codes', async () => {
  const { start } = await makeWorkspace()

  const { exitCode, stdout } = await start(['--help']).ended

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/ run .* plan .* sandbox .*Exit codes:.* 130 /s)
})

test.each([
  [[], /Usage: arbalest/],
  [['load'], /unknown command 'load'/],
  [['run', '--confg', 'x'], /unknown option '--confg'/],
  [['plan', '--config'], /argument missing/],
  [['run', '--parallel', '0'], /Write a number, from 1\./],
  [['report', '--tries', 'few'], /Write a number, from 0\./],
  [['sandbox', '--bucket', '=events'], /Write NAME=DIR, or NAME\./],
])('%j is not understood, which ends with 2', async (words, reason) => {
  const { run } = await makeWorkspace()

  expect(await run(words)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(reason) })
})
