import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { makeWorkspace, type Ended } from './workspace.js'

/** What is said on stderr by a command that finds its configuration wrong. */
async function complaint(file: string, content: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const { folder, run, write } = await makeWorkspace()
  await write(file, content)
  const { exitCode, stdout, stderr } = await run(['plan', '--config', file], env)
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  return stderr.replaceAll(folder, '')
}

const LOADED: Partial<Ended> = { exitCode: 0, stderr: '' }

describe('a configuration that is not there', () => {
  test('is told, with the places that were searched and what to do', async () => {
    const { folder, run, write } = await makeWorkspace()
    await write('package.json', '{}')

    const { exitCode, stderr } = await run(['run'])

    expect(exitCode).toBe(3)
    expect(stderr).toContain(`No configuration was found in ${folder}`)
    expect(stderr).toContain('Write a .arbalestrc.yaml')
    expect(stderr).toContain('CONFIG_NOT_FOUND: see docs/errors.md#config_not_found')
  })

  test('is told by its path where --config names it', async () => {
    const { folder, run } = await makeWorkspace()

    const { exitCode, stderr } = await run(['run', '--config', 'other.yaml'])

    expect(exitCode).toBe(3)
    expect(stderr).toContain(`There is no file ${folder}/other.yaml.`)
  })
})

describe('a configuration is found', () => {
  const value = configuration()

  test.each([
    ['.arbalestrc', value],
    ['.arbalestrc.json', value],
    ['.arbalestrc.yaml', value],
    ['arbalest.config.yml', value],
    ['arbalest.config.mjs', `export default ${value}`],
    ['arbalest.config.js', `export default ${value}`],
    ['arbalest.config.cjs', `module.exports = ${value}`],
    ['package.json', JSON.stringify({ arbalest: JSON.parse(value) })],
    [
      'arbalest.config.ts',
      `import { defineConfig, type Configuration } from '@arbalest/core'
       export default defineConfig(${value} satisfies Configuration)`,
    ],
  ])('in %s', async (file, content) => {
    const { run, write } = await makeWorkspace()
    await write(file, content)
    if (file.endsWith('.js')) await write('package.json', '{"type":"module"}')

    expect(await run(['plan'])).toMatchObject(LOADED)
  })

  test('above the working folder, with its plugins beside it, but not above a package.json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', value)
    await write('inner/deep/data/a.json', '{"mag":1}')
    await write('package/package.json', '{}')

    expect(await run(['plan'], {}, 'inner/deep')).toMatchObject(LOADED)
    expect(await run(['plan'], {}, 'package')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('No configuration was found'),
    })
  })

  test('with plugins in place of their names, and targets made by jsonObject(), in TypeScript', async () => {
    const { run, write } = await makeWorkspace()
    await write(
      'arbalest.config.ts',
      `import { defineConfig, jsonObject, manifest, property } from '@arbalest/core'
       import source from './folder-source.mjs'
       import sink from './file-sink.mjs'
       const file: string = 'sink.json'
       export default defineConfig({
         sink: { use: sink, with: { file } },
         pipelines: {
           quakes: [{
             load: 'events', source: { use: source, with: { folder: 'data' } }, strategy: { use: manifest },
             target: jsonObject('events', property('mag', 'real')),
           }],
         },
       })`,
    )

    expect(await run(['plan'])).toMatchObject({
      ...LOADED,
      stdout: expect.stringContaining('2 objects (30 bytes)'),
    })
  })
})

describe('a configuration that cannot be read', () => {
  test.each([
    [
      '.arbalestrc.yaml',
      'sink:\n  use: x\n with: y\npassword: hunter22\n',
      '/.arbalestrc.yaml:3:2: bad indentation',
    ],
    ['.arbalestrc.json', '{\n  "sink": {\n  "use" "x"\n}', '/.arbalestrc.json:3:9: '],
    ['.arbalestrc.json', '{ "password": hunter22 }', "/.arbalestrc.json: Unexpected token 'h'\n"],
    ['.arbalestrc.json', '{\n  "sink": {},\n}', '/.arbalestrc.json:3: Expected double-quoted property name'],
    ['a.mjs', 'const a = 1\nexport default { a: , }\n', '/a.mjs:2: SyntaxError: Unexpected token'],
    ['a.cjs', 'const a = 1\nmodule.exports = { a: , }\n', '/a.cjs:2: SyntaxError: Unexpected token'],
    ['a.ts', 'const a: number = 1\nexport default { a: , }\n', '/a.ts:2: '],
    [
      'a.mjs',
      '\nnull.x\nexport default {}\n',
      "/a.mjs:2: TypeError: Cannot read properties of null (reading 'x')",
    ],
    ['a.mjs', 'export const a = 1\n', '/a.mjs has no default export.'],
    ['.arbalestrc.yaml', '\n', '/.arbalestrc.yaml is empty.'],
    ['package.json', '{}', '/package.json has no key "arbalest"'],
    ['a.toml', '[sink]', '/a.toml: Error: No loader specified for extension ".toml"'],
  ])('%s: %j', async (file, content, expected) => {
    const said = await complaint(file, content)

    expect(said).toContain(expected)
    expect(said).not.toContain('hunter22')
  })

  test('tells the faults of a target that is made by code', async () => {
    const said = await complaint(
      'a.mjs',
      `import { jsonObject, property } from '@arbalest/core'
       export default jsonObject('events', property('mag', 'reel'))`,
    )

    expect(said).toContain('properties.mag: ')
  })
})

describe('a configuration that is wrong', () => {
  test('has all its faults told at once, each with its place', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({ connection: '${env:SINK_URL}', file: '${env:not a name}', flie: 'x' }, [
        loadStep('events', { target: { table: 'events', properties: { mag: 'reel' } } }),
        loadStep('more', { source: { use: 's3-of-nobody' } }),
      ]),
    )

    expect(said).toContain('arbalest: the configuration in /.arbalestrc.json is wrong:\n')
    expect(said).toContain('  sink.with.connection: The environment variable "SINK_URL" is not set.\n')
    expect(said).toContain('  sink.with.file: "${env:not a name}" is no reference; write ${env:NAME}.\n')
    expect(said).toContain('  sink.with.flie: is not known here; the keys are file, connection, fault.\n')
    expect(said).toContain('  pipelines.quakes[0].target.properties.mag: ')
    expect(said).toContain('  pipelines.quakes[1].source: "@arbalest/source-s3-of-nobody" is not installed')
    expect(said).not.toContain('must be a URL')
    expect(said).toContain('CONFIG_INVALID: see docs/errors.md#config_invalid')
  })

  test('is told where the key is misspelt', async () => {
    const said = await complaint('.arbalestrc.json', '{"pipelnes":{}}')

    expect(said).toContain(
      '  pipelnes: is not known here; the keys are sink, journal, observers, pipelines.\n',
    )
  })

  test('is told as one JSON object with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ connection: '${env:SINK_URL}' }))

    const { stdout } = await run(['run', '--json'], { SINK_URL: '' })

    const message = 'The environment variable "SINK_URL" is empty.'
    expect(JSON.parse(stdout)).toEqual({
      type: 'failed',
      code: 'CONFIG_INVALID',
      message: `sink.with.connection: ${message}`,
      retryable: false,
      faults: [{ place: 'sink.with.connection', message }],
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
      stderr: expect.stringContaining('There is no pipeline "quaks"; there is "quakes".'),
    })
  })
})

describe('a plugin', () => {
  test('that is not installed is told, with the command that installs it', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: '@acme/source-ftp/lib' } })]),
    )

    expect(said).toContain(
      'arbalest: "@acme/source-ftp/lib" is not installed where /.arbalestrc.json would find it; run: npm install @acme/source-ftp',
    )
    expect(said).toContain('PLUGIN_NOT_FOUND: see docs/errors.md#plugin_not_found')
  })

  test('that fails while it is imported says why', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: './broken-plugin.mjs' } })]),
    )

    expect(said).toContain('"./broken-plugin.mjs" is there, and failed while it was imported:')
    expect(said).toContain("Cannot find module '/no-such-file.mjs'")
    expect(said).toContain('PLUGIN_INVALID')
  })

  test('whose file is not there is told by the path it would have', async () => {
    const said = await complaint(
      '.arbalestrc.json',
      configuration({}, [loadStep('events', { source: { use: './sources/ftp.mjs' } })]),
    )

    expect(said).toContain('There is no file /sources/ftp.mjs, which "./sources/ftp.mjs" stands for')
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
