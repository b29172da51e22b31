import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { linesOf, makeWorkspace } from './workspace.js'

const limited = configuration({}, [loadStep('events', { limits: { objects: 1 } })])

const EXCESS =
  'file://data/ has more than 1 object pending, which is the limit of "quakes/events"; check the prefix, or raise the limits.'

describe('more than the limits of a step', () => {
  test('is what plan shows, and says that a run would stop', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', limited)

    const planned = await run(['plan'])
    const json = await run(['plan', '--json'])

    expect(planned.exitCode).toBe(5)
    expect(planned.stdout.split('\n').slice(1)).toEqual([
      '  2 objects (30 bytes) in 2 units; 1 transaction',
      '  units: a.json, b.json',
      `  a run stops before it loads any of them: ${EXCESS}`,
      '',
    ])
    expect(linesOf(json.stdout)).toMatchObject([
      { objects: 2, excess: { code: 'LIMIT_EXCEEDED', message: EXCESS, retryable: false } },
    ])
  })

  test('is nothing of what has been loaded', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await run(['run'])
    await write('data/c.json', '{"mag":4}\n')
    await write('.arbalestrc.json', limited)
    expect(await run(['plan'])).toMatchObject({ exitCode: 0, stderr: '' })
  })
})

test('what is listed is taken for loaded only if somebody can be asked, or says --yes', async () => {
  const { run, write } = await makeWorkspace()
  await write('.arbalestrc.json', configuration())
  const refused = await run(['journal', 'import', 'quakes/events', '--listed'])
  expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('Use --yes.') })
  expect(refused.stdout).toContain('2 objects (30 bytes) in 2 units of file://data/')
  expect((await run(['journal', 'show', 'quakes/events'])).stdout).toBe('')
})
