import { describe, expect, test } from 'vitest'
import { complaint } from '../complaint.js'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace, type Ended } from '../workspace.js'

const LOADED: Partial<Ended> = { exitCode: 0, stderr: '' }

describe('a plugin', () => {
  test('that is not installed is reported, with the command that installs it', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: '@acme/source-ftp/lib' } })]),
    )

    expect(said).toContain(
      'arbalest: the configuration in /.arbalestrc.json is wrong:\n' +
        '  pipelines.quakes[0].source: "@acme/source-ftp/lib" is not installed where /.arbalestrc.json would find it; run: npm install @acme/source-ftp (line 1, column 121)\n',
    )
    expect(said).toContain('PLUGIN_NOT_FOUND: "arbalest help PLUGIN_NOT_FOUND" explains it')
  })

  test('that is not installed is reported with its line and column in YAML, and in fields with --json', async () => {
    const { folder, run, write } = await makeWorkspace()
    const { sink, pipelines } = JSON.parse(configuration()) as Record<string, unknown>
    await write(
      '.arbalestrc.yaml',
      `sink: ${JSON.stringify(sink)}
pipelines: ${JSON.stringify(pipelines)}
observers:
  - use: '@acme/nobodys'
`,
    )
    const { exitCode, stdout } = await run(['run', '--json'])

    expect(exitCode).toBe(3)
    const message = `"@acme/nobodys" is not installed where ${folder}/.arbalestrc.yaml would find it; run: npm install @acme/nobodys`
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({
      type: 'failed',
      code: 'PLUGIN_NOT_FOUND',
      message: `observers[0]: ${message}`,
      faults: [{ place: 'observers[0]', message, line: 4, column: 5 }],
    })
  })

  test('that fails while it is imported says why', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: './broken-plugin.mjs' } })]),
    )

    expect(said).toContain('"./broken-plugin.mjs" is installed, but failed while it was imported:')
    expect(said).toContain("Cannot find module '/no-such-file.mjs'")
    expect(said).toContain('PLUGIN_INVALID')
  })

  test('whose file is not there is reported by the path it would have', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: './sources/ftp.mjs' } })]),
    )

    expect(said).toContain('There is no file /sources/ftp.mjs, which "./sources/ftp.mjs" means')
    expect(said).toContain('PLUGIN_NOT_FOUND')
  })

  test('may be a package installed beside the configuration, and may be TypeScript', async () => {
    const { run, read, write } = await makeWorkspace()
    const source = await read('folder-source.mjs')
    await write('node_modules/@acme/source-folder/package.json', '{"type":"module","exports":"./index.js"}')
    await write('node_modules/@acme/source-folder/index.js', source)
    await write('source.ts', `const none: undefined = undefined\n${source}`)
    const from = (use: string): object => ({ source: { use, with: { folder: 'data' } } })
    const steps = [loadStep('a', from('@acme/source-folder')), loadStep('b', from('./source.ts'))]
    await write('.arbalestrc.json', configuration({}, steps))

    expect(await run(['plan'])).toMatchObject(LOADED)
  })
})
