import { readFileSync } from 'node:fs'

const PAGE = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8')

/** Sections of the page whose tables begin with statements. */
const SECTIONS = [
  'CREATE TABLE: tables',
  'ALTER TABLE',
  'Transactions',
  'Other statements of Redshift',
  'Queries',
  'What is refused of PostgreSQL',
]

/** Every statement that the page of the sandbox lists, supported or not, and the first words of those that are refused. */
export function documentedStatements(): string[] {
  return SECTIONS.flatMap((heading) => {
    const [, behind = ''] = PAGE.split(new RegExp(`^#+ ${heading}$`, 'm'))
    const [section = ''] = behind.split(/^#+ /m)
    return section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => Array.from(firstCell(line).matchAll(/`([^`]+)`/g), ([, text]) => text!))
  })
}

function firstCell(line: string): string {
  const [, cell = ''] = line.split(/(?<!\\)\|/)
  return cell.replaceAll('\\|', '|')
}
