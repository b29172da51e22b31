import { expect, test } from 'vitest'
import { makeWorkspace } from './workspace.js'

test('json-schema prints the schema of a configuration, with the options of the plugins that are installed', async () => {
  const { run, read, write } = await makeWorkspace('@arbalest/source-s3')
  await write('node_modules/arbalest-source-ftp/package.json', '{"type":"module","exports":"./index.js"}')
  await write(
    'node_modules/arbalest-source-ftp/index.js',
    `const input = () => ({ type: 'object', properties: { host: { type: 'string' } }, required: ['host'] })
    export default {
      kind: 'source',
      name: 'arbalest-source-ftp',
      options: { '~standard': { validate: (value) => ({ value }), jsonSchema: { input, output: input } } },
      create: () => ({}),
    }`,
  )

  const { exitCode, stdout, stderr } = await run(['json-schema'])
  await run(['json-schema', '--out', 'schema.json'])
  expect(await read('schema.json')).toBe(stdout)

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const { definitions } = JSON.parse(stdout) as { definitions: Record<string, unknown> }
  const names = JSON.stringify(definitions['source'])
  expect(names).toContain('["ftp","arbalest-source-ftp"]')
  expect(names).toContain('"required":["host"]')
  expect(names).toContain('["s3","@arbalest/source-s3"]')
  expect(JSON.stringify(definitions['strategy'])).toContain('["manifest","@arbalest/strategy-manifest"]')
})
