import { describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

const VALUE = 'hunter-of-the-day'

describe('values of rows that did not fit', () => {
  async function run(showValues: boolean | undefined, ...words: string[]): Promise<string> {
    const { run: command, write } = await makeWorkspace()
    const value = { ...(JSON.parse(configuration({ fault: 'reject a secret' })) as object), showValues }
    await write('.arbalestrc.json', JSON.stringify(value))
    const { exitCode, stdout, stderr } = await command(['run', ...words])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('file://data/a.json, line 2')
    return stdout + stderr
  }

  test.each([[], ['--json']])('are not printed to what is no terminal (%s)', async (...words) => {
    expect(await run(undefined, ...words)).not.toContain(VALUE)
    expect(await run(false, ...words)).not.toContain(VALUE)
  })

  test.each([[], ['--json']])('are printed if the configuration allows it (%s)', async (...words) => {
    const printed = await run(true, ...words)
    expect(printed).toContain(VALUE)
    expect(printed).toContain(words.length > 0 ? String.raw`\u001b[2J` : String.raw`\x1b[2J`)
  })
})
