import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Commands, and what the README shows below them. */
interface Part {
  readonly title: string
  readonly commands: string
  readonly output: string
}

/** The parts of the README in order; the first opens the shell for the others. */
async function partsOf(file: string): Promise<Part[]> {
  const text = await readFile(file, 'utf8')
  return Array.from(
    text.matchAll(/^(\S.*)\n\n```sh\n([^]*?)```\n(?:\n```\n([^]*?)```\n)?/gm),
    ([, title = '', commands = '', output = '']) => ({ title, commands, output }),
  )
}

/** What a shell prints that is told `script` and, by what it starts that reads, `input`. */
async function runShell(script: string, input: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-readme-'))
  await chmod(folder, 0o755) // the sandbox's servers may be another user's
  const PATH = `${pathOf('.')}${delimiter}${process.env['PATH']}`
  const child = spawn('sh', ['-ec', script], {
    cwd: pathOf('..'),
    env: { ...process.env, PATH, TMPDIR: folder, CI: 'true' },
    timeout: 120_000,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(input)
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  await rm(folder, { recursive: true })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const steady = (text: string) =>
  text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replaceAll(/in \d+\.\d s$/gm, 'in N s')

test('the commands of the README print what it shows', { timeout: 120_000 }, async () => {
  const [opening, ...parts] = await partsOf(pathOf('../README.md'))
  expect(parts).toHaveLength(8)

  const input = parts.map(({ title, commands }) => `echo '# ${title}'\n${commands}`)
  const printed = await runShell(opening!.commands, input.join(''))

  const shown = parts.map(({ title, output }) => `# ${title}\n${output}`)
  expect(steady(printed)).toBe(steady(shown.join('')))
})
