import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { makeWorkspace } from './workspace.js'

describe('arbalest run --quiet', () => {
  test('prints nothing if all went well', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    expect(await run(['run', '--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test('prints which rows were left out, and what should be looked at', async () => {
    const { run, write } = await makeWorkspace()
    const strategy = { use: './series-strategy.mjs', with: { from: '2999-01-01' } }
    await write('.arbalestrc.json', configuration({ fault: 'leave out' }, [loadStep('events', { strategy })]))
    const { exitCode, stdout } = await run(['run', '--quiet'])
    expect(exitCode).toBe(5)
    expect(stdout).toMatch(
      /^quakes\/events: nothing before 2999-01-01 is listed.*\n  2 rows, column "mag": Invalid digit/,
    )
  })

  test('does not go with --json or --verbose', async () => {
    const { run } = await makeWorkspace()
    for (const other of ['--json', '--verbose'])
      expect(await run(['run', '--quiet', other])).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`cannot be used with option '${other}'`),
      })
  })
})

describe('arbalest run --verbose', () => {
  test('prints each statement on one line, with its time, and no secret', async () => {
    const { run, write } = await makeWorkspace()
    const statements = [`select\n  '\${env:TOKEN_OF_ACME}'`, `select '${'x'.repeat(3_000)}'`]
    await write('.arbalestrc.json', configuration({}, [{ sql: 'summary', statements }]))
    const { exitCode, stdout } = await run(['run', '--verbose'], { TOKEN_OF_ACME: 'correct-horse' })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^quakes\/summary: \d\.\d s: select '\$\{env:TOKEN_OF_ACME\}'$/m)
    expect(stdout).toMatch(/x… \(1,009 more characters\)$/m)
    expect(stdout).not.toContain('correct-horse')
    expect((await run(['run'], { TOKEN_OF_ACME: 'correct-horse' })).stdout).not.toContain('TOKEN_OF_ACME')
  })
})
