import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connecting } from './clients/clients.js'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test.each(['index.js', 'source-folder.test.js'])(
  'docs/plugins.md shows examples/source-folder/%s as it is',
  (file) => {
    expect(read('docs/plugins.md')).toContain(`\`\`\`js\n${read(`examples/source-folder/${file}`)}\`\`\`\n`)
  },
)

// Whether the lines connect is shown by `npm run clients`.
const scripts = ['s3', 'redshift'].flatMap((kind) =>
  readdirSync(new URL(`clients/${kind}/`, import.meta.url)).map((name) => `${kind}/${name}`),
)
test.each(scripts)('docs/clients.md shows how test/clients/%s connects', (script) => {
  expect(read('docs/clients.md')).toContain(`\n${connecting(script)}\`\`\`\n`)
})
