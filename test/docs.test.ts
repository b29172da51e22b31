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
test.each(readdirSync(new URL('clients/s3/', import.meta.url)))(
  'docs/clients.md shows how test/clients/s3/%s connects',
  (script) => {
    expect(read('docs/clients.md')).toContain(`\n${connecting(`s3/${script}`)}\`\`\`\n`)
  },
)
