import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configuration } from './configuration.js'
import { makeWorkspace } from './workspace.js'

const WORDS = 'quakes/events: left out 2 hidden keys, such as "_SUCCESS"; to load them too,'

function events(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('what is left out as hidden', () => {
  test('is said by plan and by run, and is nothing to look at', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    for (const file of ['_SUCCESS', '_metadata']) await write(`data/${file}`, 'x')

    const planned = await run(['plan'])
    const ran = await run(['run'])

    expect(planned).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('  left out 2 hidden keys'),
    })
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(WORDS), stderr: '' })
  })

  test('is said in JSON, with the words for a person', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    for (const file of ['_SUCCESS', '_metadata']) await write(`data/${file}`, 'x')

    const [planned] = events((await run(['plan', '--json'])).stdout)
    const ran = events((await run(['run', '--json'])).stdout)

    const notice = { kind: 'hidden', look: false, keys: 2, first: '_SUCCESS' }
    expect(planned).toMatchObject({ listed: { objects: 2, hidden: 2 }, notices: [notice] })
    expect(ran.find(({ type }) => type === 'noticed')).toMatchObject({
      step: 'events',
      notice,
      message: expect.stringContaining('hidden: include'),
    })
    expect(ran.at(-2)).toMatchObject({ type: 'finished', listed: { objects: 2, hidden: 2 } })
  })
})

describe('an empty listing', () => {
  test.each([
    [[], 0],
    [['--fail-on-empty'], 5],
  ])('reads otherwise than one that is loaded; run %j exits with %i', async (words, exitCode) => {
    const { folder, run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    for (const file of ['a.json', 'b.json']) await rm(join(folder, 'data', file))

    const planned = await run(['plan'])
    const ran = await run(['run', ...words])
    const [, finished] = events((await run(['run', '--json', ...words])).stdout)

    expect(planned.stdout).toContain('  nothing to load: 0 objects under file://data/\n')
    expect(ran.stdout).toContain('finished: nothing to load: 0 objects under file://data/\n')
    expect(ran.exitCode).toBe(exitCode)
    expect(ran.stderr.includes('done, but look at what is reported above (exit code 5)')).toBe(exitCode === 5)
    expect(finished).toMatchObject({ type: 'finished', listed: { objects: 0, hidden: 0 } })
  })

  test('is none if all objects are loaded', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await run(['run'])
    expect(await run(['run', '--fail-on-empty'])).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
