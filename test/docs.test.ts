import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connecting } from './clients/clients.js'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test.each([
  'source-folder/index.js',
  'source-folder/source-folder.test.js',
  'strategy-newest/index.ts',
  'observer-spans/index.ts',
])('docs/plugins.md shows examples/%s as it is', (file) => {
  const language = file.slice(file.lastIndexOf('.') + 1)
  expect(read('docs/plugins.md')).toContain(`\`\`\`${language}\n${read(`examples/${file}`)}\`\`\`\n`)
})

test('docs/plugins.md shows parts of examples/sink-folder as they are', () => {
  const section = /^## A sink\n(.*?)(?=^## |$(?![^]))/ms.exec(read('docs/plugins.md'))![1]!
  const blocks = [...section.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block!)
  const files = ['folder-sink.ts', 'folder-state.ts'].map((file) => read(`examples/sink-folder/${file}`))
  expect(blocks).toHaveLength(files.length)
  for (const [index, block] of blocks.entries()) expect(files[index]).toContain(block)
})

// Whether the lines connect is shown by `npm run clients`.
const scripts = ['s3', 'redshift'].flatMap((kind) =>
  readdirSync(new URL(`clients/${kind}/`, import.meta.url)).map((name) => `${kind}/${name}`),
)
test.each(scripts)('docs/clients.md shows how test/clients/%s connects', (script) => {
  expect(read('docs/clients.md')).toContain(`\n${connecting(script)}\`\`\`\n`)
})
