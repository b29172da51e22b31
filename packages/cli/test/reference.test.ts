import type { Command, Option } from 'commander'
import { expect, test } from 'vitest'
import { programOf } from '../src/command-line/command-line.js'
import { EXIT_CODES } from '../src/process/exit-code.js'

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
    `## ${pathOf(command)}`,
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

test('docs/reference.md has every command, argument and option', async () => {
  const program = programOf(async () => {})
  const page = [
    '# The command line',
    'Every command, with its arguments and options, in the words of `--help`. A test writes this page; to change it, change the command, and run `npx vitest run packages/cli/test/reference.test.ts -u`. What the commands do is told at length in [`@arbalest/cli`](../packages/cli/README.md).',
    'Each command also takes `--help`; `arbalest --version` prints the version.',
    ...acting(program).map(sectionOf),
    '## Exit codes',
    `\`\`\`\n${EXIT_CODES.replace(/^.*\n/, '')}\`\`\``,
  ].join('\n\n')
  await expect(`${page}\n`).toMatchFileSnapshot('../../../docs/reference.md')
})

test('the page has no section without a row, and no default that nobody wrote', () => {
  for (const section of acting(programOf(async () => {})).map(sectionOf)) {
    expect(section.split('\n').at(-1)).toMatch(/^\| `/)
    expect(section).not.toContain('default: {}')
  }
})
