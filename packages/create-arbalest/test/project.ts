import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** The command that makes projects. */
export const COMMAND = fileURLToPath(new URL('../bin/create-arbalest.js', import.meta.url))

const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url))

const made: string[] = []

/** Removes what a file of tests has made, after it. */
export function removeFolders(): void {
  afterAll(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
  })
}

/** An empty folder in which all packages are installed, and files beside it. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-create-')))
  made.push(around)
  const folder = join(around, 'project')
  mkdirSync(folder)
  symlinkSync(INSTALLED, join(folder, 'node_modules'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(around, name, '..'), { recursive: true })
    writeFileSync(join(around, name), content)
  }
  return folder
}

/** Runs a command in `folder`, and returns what it printed, on both streams, and its exit code. */
export function run(folder: string, command: string, ...words: readonly string[]): string {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env
  const { stdout, stderr, status } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' })
  return `${stdout}${stderr}exit code ${status}`
}
