import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMAND, makeFolder, removeFolders, run } from './project.js'

removeFolders()

const page = readFileSync(new URL('../../../docs/tutorial.md', import.meta.url), 'utf8')

/** The commands and the parts of a configuration that the page shows, in order. */
const STEPS = [...page.matchAll(/^```(sh|yaml)\n(.*?)^```$/gms)].flatMap(([, language, block]) =>
  (language === 'yaml' ? [block!] : block!.trim().split('\n')).map((text) => ({ language, text })),
)

/** How the page has npm begin a project, whose packages a test has already. */
const CREATE = 'npm create arbalest --'

test('docs/tutorial.md leads from an empty folder to a table and its sums', () => {
  const folder = makeFolder()
  const said: string[] = []
  for (const { language, text } of STEPS) {
    if (language === 'yaml') {
      appendFileSync(join(folder, '.arbalestrc.yaml'), text)
      continue
    }
    const command = text.replace(CREATE, `'${process.execPath}' '${COMMAND}' --no-install`)
    const output = run(folder, 'sh', '-c', command)
    expect(output).toMatch(/exit code 0$/)
    if (text === 'npm start') said.push(output)
  }
  expect(said).toEqual([
    expect.stringContaining('orders/orders: finished: 2 objects (589 bytes), 5 rows'),
    expect.stringContaining('nothing to load: all objects listed are loaded (2)'),
    expect.stringMatching(/orders\/orders: finished: 1 object \(\d+ bytes\), 1 row,/),
    expect.stringMatching(/orders\/by-item: finished: 2 statements/),
  ])
}, 180_000)
