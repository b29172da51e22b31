import { describe, expect, test } from 'vitest'
import { complaint } from '../complaint.js'
import { configuration } from '../configuration.js'
import { makeWorkspace, type Ended } from '../workspace.js'

const LOADED: Partial<Ended> = { exitCode: 0, stderr: '' }

describe('a configuration that is not there', () => {
  test('is reported, with the places that were searched and what to do', async () => {
    const { folder, run, write } = await makeWorkspace()
    await write('package.json', '{}')

    const { exitCode, stderr } = await run(['run'])

    expect(exitCode).toBe(3)
    expect(stderr).toContain(`No configuration was found in ${folder}`)
    expect(stderr).toContain('Write a .arbalestrc.yaml')
    expect(stderr).toContain('CONFIG_NOT_FOUND: "arbalest help CONFIG_NOT_FOUND" explains it')
  })

  test('is reported by its path if --config names it', async () => {
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

  test('reports the faults of a target that is made by code', async () => {
    const said = await complaint(
      'a.mjs',
      `import { jsonObject, property } from '@arbalest/core'
       export default jsonObject('events', property('mag', 'reel'))`,
    )

    expect(said).toContain('properties.mag: ')
  })
})
