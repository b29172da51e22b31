import { cpSync, renameSync, rmSync } from 'node:fs'

// A new plugin begins as the example of its kind, which the docs show and the tests run.
const EXAMPLES = {
  source: 'source-folder',
  strategy: 'strategy-newest',
  sink: 'sink-folder',
  journal: 'journal-folder',
  observer: 'observer-spans',
}

const plugins = new URL('dist/plugins/', import.meta.url)
rmSync(plugins, { recursive: true, force: true })
for (const [kind, example] of Object.entries(EXAMPLES)) {
  cpSync(new URL(`../../examples/${example}/`, import.meta.url), new URL(`${kind}/`, plugins), {
    recursive: true,
    filter: (path) => !/\/(?:node_modules|README\.md)$/.test(path),
  })
  // What is called package.json within a package is taken for one by bundlers and checks.
  renameSync(new URL(`${kind}/package.json`, plugins), new URL(`${kind}/manifest.json`, plugins))
}
// It runs the test beside it, for this repository's own runner.
rmSync(new URL('source/test', plugins), { recursive: true })
