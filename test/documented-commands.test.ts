import { expect, test } from 'vitest'
import { programOf } from '../packages/cli/src/command-line/command-line.js'
import { codeOf, namesIn, pages, tablesOf } from './documentation/markdown.js'

const program = programOf(async () => {})
const named = (name: string) => program.commands.find((command) => command.name() === name)!
/** `npm create arbalest` has the options of `arbalest init`. */
const create = named('init')

type Command = typeof program

/** A command as a page shows it: which it is, and what it is given, up to what it starts itself. */
interface Shown {
  readonly command: Command
  readonly flags: readonly string[]
}

/** Returns the commands that `code` calls: whatever begins with `arbalest`, or makes a project. */
function commandsIn(code: string): readonly Shown[] {
  const calls = code
    .replaceAll('\\\n', ' ')
    .matchAll(/(?:^|[\s(])(create )?arbalest(?: --)? +(?=([^\n|;&)#`]*))/g)
  return Array.from(calls, ([, creates, rest]) => {
    const words = rest!.split(/\s+/)
    const end = words.indexOf('--')
    let command: Command = creates ? create : program
    const given = end < 0 ? words : words.slice(0, end)
    for (const word of given) {
      const next = command.commands.find((each) => each.name() === word)
      if (!next) break
      command = next
    }
    return {
      command,
      flags: given.filter((word) => /^--?[a-z]/i.test(word)).map((word) => word.split('=')[0]!),
    }
  })
}

/** Returns the flags that a command has: its own, and those of the commands that it belongs to. */
function flagsOf(command: Command): readonly string[] {
  const own = command.createHelp().visibleOptions(command)
  const names = own.flatMap(({ short, long }) => [short, long].filter((name) => name !== undefined))
  return [...names, ...(command.parent ? flagsOf(command.parent) : [])]
}

const unknownIn = (code: string) =>
  commandsIn(code).flatMap(({ command, flags }) =>
    flags.filter((flag) => !flagsOf(command).includes(flag)).map((flag) => `${command.name()} ${flag}`),
  )

test.each(pages)('the commands that %s shows have the options that it gives them', (page) => {
  expect(codeOf(page).flatMap(unknownIn)).toEqual([])
})

test('an option that is unknown is found, and each command once', () => {
  expect(unknownIn('npx arbalest sandbox --bucket a=b --dta c -- npx arbalest run --jsn')).toEqual([
    'sandbox --dta',
    'run --jsn',
  ])
  expect(unknownIn('arbalest schema infer s3://a --form csv')).toEqual(['infer --form'])
  expect(unknownIn('npm create arbalest -- --yess --table x')).toEqual(['init --yess'])
  expect(unknownIn('arbalest run --parallel 2; arbalest plan --graph')).toEqual([])
})

/** Returns the flags in the tables of options that follow each other on a page. */
function tabled(page: string): readonly (readonly string[])[] {
  const tables = tablesOf(page).filter(({ head }) => head[0] === 'option')
  return tables.map(({ rows }) => rows.flatMap(([cell]) => namesIn(cell!).map((name) => name.split(' ')[0]!)))
}

const ownOf = (command: Command) =>
  flagsOf(command).filter((flag) => flag.startsWith('--') && !['--help', '--version'].includes(flag))

test('the tables of packages/cli have what run, plan and validate share, and all that sandbox has', () => {
  const [shared, sandbox, ...others] = tabled('packages/cli/README.md')
  for (const name of ['run', 'plan', 'validate'])
    expect(ownOf(named(name))).toEqual(expect.arrayContaining([...shared!]))
  expect([...new Set(sandbox)].toSorted()).toEqual(ownOf(named('sandbox')).toSorted())
  expect(others).toEqual([])
})

test('the table of packages/create-arbalest has all of its options', () => {
  expect(tabled('packages/create-arbalest/README.md').map((flags) => flags.toSorted())).toEqual([
    ownOf(create).toSorted(),
  ])
})
