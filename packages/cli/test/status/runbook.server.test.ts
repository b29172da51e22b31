import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

const page = readFileSync(new URL('../../../../docs/runbook.md', import.meta.url), 'utf8')

/** The words of each command in the page's blocks, in order. */
const COMMANDS = Array.from(page.matchAll(/^```sh\n(.*?)^```$/gms), ([, block]) => block!.trim().split('\n'))
  .flat()
  .map((line) => line.split(' '))

test('each command of docs/runbook.md does what it is to do, one after the other', async () => {
  const { run, read, write } = await makeWorkspace()
  await write(
    '.arbalestrc.json',
    configuration({}, [loadStep('by-object')]).replace('"quakes"', '"earthquakes"'),
  )
  expect(COMMANDS.length).toBeGreaterThan(10)
  const failed: unknown[] = []
  for (const [program, ...words] of COMMANDS) {
    expect(program).toBe('arbalest')
    const { exitCode, stdout, stderr } = await run(words)
    // The file that is loaded here cannot try loads, which is to be looked at.
    const fine = words[0] === 'validate' ? 5 : 0
    if (exitCode !== fine) failed.push({ words, exitCode, stdout, stderr })
  }
  expect(failed).toEqual([])
  const { marks } = JSON.parse(await read('sink.json')) as { readonly marks: Record<string, object> }
  expect(Object.keys(marks['earthquakes/by-object']!)).toEqual(['a.json', 'b.json'])
})
