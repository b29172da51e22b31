import { readdir } from 'node:fs/promises'
import { bulk, manifest, sinkJournal } from '@arbalest/core'
import { configurationSchemas } from '@arbalest/core/host'
import type { AnyPlugin, OptionsSchema } from '@arbalest/core/plugin'
import type { Command, Option } from 'commander'
import { expect, test } from 'vitest'
import { programOf } from '../src/command-line/command-line.js'
import { EXIT_CODES } from '../src/process/exit-code.js'
import { keysOf, type Key } from './keys.js'

/** Returns `command`, if it does something by itself, and all below it that do. */
function acting(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(acting)
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

function sectionOf(command: Command): string {
  const help = command.createHelp()
  const rows = [
    ...help
      .visibleArguments(command)
      .map((argument) => [help.argumentTerm(argument), help.argumentDescription(argument)] as const),
    ...optionsOf(command).map((option) => [help.optionTerm(option), help.optionDescription(option)] as const),
  ]
  const table = rows.map(([term, description]) => `| \`${term}\` | ${inCell(description)} |`)
  return [
    `### ${pathOf(command)}`,
    sentence(command.description()),
    `\`\`\`sh\n${help.commandUsage(command)}\n\`\`\``,
    ['| argument, option | meaning |', '|---|---|', ...table].join('\n'),
  ].join('\n\n')
}

function optionsOf(command: Command): readonly Option[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
}

/** Returns text as Markdown shows it to the letter in a cell of a table. */
function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

/** What a user may write, and the schema of it. */
interface Documented {
  readonly title: string
  readonly schema: OptionsSchema
}

const PACKAGES = new URL('../../', import.meta.url)

/** All plugins there are: those of core, and those that a package of this repository exports. */
async function plugins(): Promise<readonly AnyPlugin[]> {
  const names = (await readdir(PACKAGES)).filter((name) =>
    /^(source|strategy|sink|journal)-|^openlineage$/.test(name),
  )
  const modules = names
    .toSorted()
    .map((name) => import(new URL(`${name}/src/index.ts`, PACKAGES).href) as Promise<{ default: AnyPlugin }>)
  return [bulk, manifest, sinkJournal, ...(await Promise.all(modules)).map((module) => module.default)]
}

async function documented(): Promise<readonly Documented[]> {
  const own = Object.entries(configurationSchemas).map(([title, schema]) => ({ title, schema }))
  const options = (await plugins()).flatMap(({ name, options: schema, target }) => [
    { title: `options of ${name}`, schema },
    ...Object.entries(target ?? {}).map(([what, more]) => ({
      title: `${what} of a target, for ${name}`,
      schema: more as OptionsSchema,
    })),
  ])
  return [...own, ...options]
}

function keysSection({ title, schema }: Documented): string {
  const keys = keysOf(schema)
  const rows = keys.map(
    (key) =>
      `| \`${key.name}\` | ${inCell([...key.types].join(', ') || 'any')} | ${inCell(meaningOf(key))} | ${inCell(defaultOf(key))} |`,
  )
  return [
    `### ${title}`,
    rows.length === 0
      ? 'No keys.'
      : ['| key | type | meaning | default |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')
}

const DEFAULT = / ?Default: (.+)\.$/

function meaningOf({ name, description, secret, choice }: Key): string {
  const isAlways = !choice || choice.key === name || choice.values.size === choice.of
  const condition = isAlways
    ? ''
    : ` Only if ${choice.key} is ${[...choice.values].join(', ').replace(/, (?=[^,]*$)/, ' or ')}.`
  return `${description.replace(DEFAULT, '')}${condition}${secret ? ' Secret.' : ''}`
}

function defaultOf({ description, required }: Key): string {
  return DEFAULT.exec(description)?.[1] ?? (required ? 'required' : '')
}

test('docs/reference.md has every command, argument and option, and every key of a configuration', async () => {
  const program = programOf(async () => {})
  const page = [
    '# Reference',
    'This page lists every command with its arguments and options, with the text of `--help`, and every key of a configuration, from the schemas that check it. A test writes this page; to change it, change the command or the schema, and run `npx vitest run packages/cli/test/reference.test.ts -u`. [`@arbalest/cli`](../packages/cli/README.md) describes the commands in detail.',
    '## Commands',
    'Each command also takes `--help`; `arbalest --version` prints the version.',
    ...acting(program).map(sectionOf),
    '### Exit codes',
    `\`\`\`\n${EXIT_CODES.replace(/^.*\n/, '')}\`\`\``,
    '## Configuration',
    'A *plugin* and a *target* have their own tables. The options of a plugin are under its `with`. A nested key is written after its parent, with a dot. A secret is never printed.',
    ...(await documented()).map(keysSection),
  ].join('\n\n')
  await expect(`${page}\n`).toMatchFileSnapshot('../../../docs/reference.md')
})

test('the page has no section without a row, and no default that nobody wrote', () => {
  for (const section of acting(programOf(async () => {})).map(sectionOf)) {
    expect(section.split('\n').at(-1)).toMatch(/^\| `/)
    expect(section).not.toContain('default: {}')
  }
})

test('every key says what it means, and its default unless it is required', async () => {
  const silent = (await documented()).flatMap(({ title, schema }) =>
    keysOf(schema)
      .filter((key) => key.description.replace(DEFAULT, '') === '' || defaultOf(key) === '')
      .map(({ name }) => `${title}: ${name}`),
  )
  expect(silent).toEqual([])
})
