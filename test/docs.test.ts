import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test.each(['index.js', 'source-folder.test.js'])(
  'docs/plugins.md shows examples/source-folder/%s as it is',
  (file) => {
    expect(read('docs/plugins.md')).toContain(`\`\`\`js\n${read(`examples/source-folder/${file}`)}\`\`\`\n`)
  },
)
