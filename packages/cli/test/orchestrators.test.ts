import { readFileSync } from 'node:fs'
import { CommanderError, type Command } from 'commander'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { programOf } from '../src/command-line/command-line.js'
import { EXIT_CODES } from '../src/process/exit-code.js'

const page = readFileSync(new URL('../../../docs/orchestrators.md', import.meta.url), 'utf8')
const blocks = (kind: string) =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms')), ([, text]) => text!)

/** Returns what is wrong with the words of a command line, as the command would say it; undefined if nothing is. */
async function faultIn(words: readonly string[]): Promise<string | undefined> {
  const program = programOf(async (command) => void command.catch(() => {}))
  const quiet = (command: Command) => {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
    // What is parsed is not run.
    command.action(() => {})
    command.commands.forEach(quiet)
  }
  program.commands.forEach(quiet)
  program.configureOutput({ writeErr: () => {} })
  try {
    await program.parseAsync([...words], { from: 'user' })
    return undefined
  } catch (error) {
    return error instanceof CommanderError ? error.message : String(error)
  }
}

describe('docs/orchestrators.md', () => {
  test('has YAML that is valid, for Kubernetes and for GitHub', () => {
    const [cronJob, workflow] = blocks('yaml').map((text) => load(text))
    expect(cronJob).toMatchObject({ apiVersion: 'batch/v1', kind: 'CronJob' })
    expect(workflow).toMatchObject({ on: { schedule: [{}] }, jobs: { load: { steps: expect.any(Array) } } })
  })

  test('ends a job of Kubernetes for the exit codes that another try does not cure, and for no other', () => {
    const [codes] = /values: \[([\d, ]+)\]/.exec(page)!.slice(1)
    const failing = codes!.split(', ').map(Number)
    const known = Array.from(EXIT_CODES.matchAll(/^ {2}(\d+) /gm), ([, code]) => Number(code))
    expect(known).toEqual(expect.arrayContaining(failing))
    expect(failing).toEqual(known.filter((code) => code > 0 && code < 4))
  })

  const commands = Array.from(page.matchAll(/npx arbalest ([\w -]*[\w])/g), ([, words]) => words!)

  test.each(commands)('shows a command that there is: arbalest %s', async (words) => {
    expect(await faultIn(words.split(' '))).toBeUndefined()
  })

  test('shows commands at all, and would notice one that there is not', async () => {
    expect(commands.length).toBeGreaterThan(3)
    expect(await faultIn(['rum'])).toContain('unknown command')
    expect(await faultIn(['run', '--for', 'ever'])).toContain('Write a number')
  })
})
