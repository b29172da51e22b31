import { describe, expect, test } from 'vitest'
import { complaint } from '../complaint.js'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace, type Ended } from '../workspace.js'

const LOADED: Partial<Ended> = { exitCode: 0, stderr: '' }

describe('a configuration that is wrong', () => {
  test('has all its faults reported at once, each with its place', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({ connection: '${env:SINK_URL}', file: '${env:not a name}', flie: 'x' }, [
        loadStep('events', { target: { table: 'events', properties: { mag: 'reel' } } }),
        loadStep('more', { source: { use: 's3-of-nobody' } }),
      ]),
    )

    expect(said).toContain('arbalest: the configuration in /.arbalestrc.json is wrong:\n')
    expect(said).toContain(
      '  sink.with.connection: The environment variable "SINK_URL" is not set. (line 1, column 87)\n',
    )
    expect(said).toContain(
      '  sink.with.file: "${env:not a name}" is not a reference; write ${env:NAME} or ${env:NAME:-default}. (line 1, column 60)\n',
    )
    expect(said).toContain(
      '  sink.with.flie: is not known here; the keys are file, connection, fault. Did you mean "file"? (line 1, column 118)\n',
    )
    expect(said).toContain('  pipelines.quakes[0].target.properties.mag: ')
    expect(said).toContain('  pipelines.quakes[1].source: "@arbalest/source-s3-of-nobody" is not installed')
    expect(said).not.toContain('must be a URL')
    expect(said).toContain('CONFIG_INVALID: "arbalest help CONFIG_INVALID" explains it')
  })

  test('is reported if the key is misspelt', async () => {
    const said = await complaint('.arbalestrc.json', '{"pipelnes":{}}')

    expect(said).toMatch(
      / {2}pipelnes: is not known here; the keys are \$schema, sink, .*, pipelines\. Did you mean "pipelines"\? \(line 1, column 2\)\n/,
    )
  })

  test('is reported as one JSON object with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ connection: '${env:SINK_URL}' }))

    const { stdout } = await run(['run', '--json'], { SINK_URL: '' })

    const message = 'The environment variable "SINK_URL" is empty.'
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({
      type: 'failed',
      code: 'CONFIG_INVALID',
      message: `sink.with.connection: ${message}`,
      retryable: false,
      faults: [{ place: 'sink.with.connection', message, line: 1, column: 79 }],
    })
  })

  test('does not keep a pipeline from running that has no part in the fault', async () => {
    const { run, write } = await makeWorkspace()
    const other = loadStep('events', {
      source: { use: './folder-source.mjs', with: { folder: '${env:NO}' } },
    })
    const { sink, pipelines } = JSON.parse(configuration()) as Record<string, object>
    await write('.arbalestrc.json', JSON.stringify({ sink, pipelines: { ...pipelines, other: [other] } }))

    expect(await run(['plan', 'quakes'])).toMatchObject(LOADED)
    expect(await run(['plan'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('pipelines.other[0].source.with.folder'),
    })
  })

  test('has no pipeline of the name that is asked for', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())

    expect(await run(['run', 'quaks'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(
        'There is no pipeline "quaks"; there is "quakes". Did you mean "quakes"?',
      ),
    })
  })
})
