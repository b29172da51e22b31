import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { linesOf, makeWorkspace } from '../workspace.js'

describe('arbalest run, if it is interrupted,', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('rolls back at %s, closes what is open, and ends with %i', async (signal, exitCode) => {
    const { folder, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'hang' }))

    const running = start(['run', '--json'])
    await running.printed('copying')
    running.process.kill(signal)
    const ended = await running.ended

    expect(ended).toMatchObject({ exitCode, stderr: expect.stringContaining(`Interrupted by ${signal}`) })
    expect(linesOf(ended.stdout).slice(-2)).toMatchObject([
      { type: 'failed', code: 'ABORTED', pipeline: 'quakes', step: 'events' },
      { type: 'done', outcome: 'interrupted', exitCode, complete: false, pending: 2 },
    ])
    expect(await readdir(folder)).not.toContain('sink.json')
    expect(await readdir(folder)).toContain('sink.json.closed')
  })

  test('ends at once at a second signal, if a part ignores the first', async () => {
    const { folder, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'deaf' }))

    const running = start(['run', '--json'])
    await running.printed('copying')
    running.process.kill('SIGINT')
    await running.printed('told to stop')
    running.process.kill('SIGINT')

    expect(await running.ended).toMatchObject({ exitCode: 130 })
    expect(await readdir(folder)).not.toContain('sink.json.closed')
  })

  test('goes on loading where nobody reads what it prints', async () => {
    const { read, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())

    const { process: child, ended } = start(['run'])
    child.stdout?.destroy()

    expect(await ended).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(await read('sink.json'))).toMatchObject({ tables: { events: { length: 3 } } })
  })
})
