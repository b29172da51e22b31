import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { configuration } from './configuration.js'
import { makeWorkspace } from './workspace.js'

const COMMAND = fileURLToPath(new URL('../bin/arbalest.js', import.meta.url))

test.each(['--version', '-V', '-v', 'version'])('%s prints the version of the package', async (word) => {
  const { start } = await makeWorkspace()
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }

  expect(await start([word]).ended).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test('bash completes commands, and the steps of the configuration', async () => {
  const { folder, write } = await makeWorkspace()
  await write('.arbalestrc.json', configuration())
  await write('bin/arbalest', `#!/bin/sh\nexec '${process.execPath}' '${COMMAND}' "$@"\n`)
  chmodSync(join(folder, 'bin/arbalest'), 0o755)
  const script = `PATH="$PWD/bin:$PATH"
    eval "$(arbalest completion bash)"
    COMP_WORDS=(arbalest journal show qu) COMP_CWORD=3
    _arbalest
    printf '%s\\n' "\${COMPREPLY[@]}"`

  expect(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })).toBe('quakes/events\n')
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
