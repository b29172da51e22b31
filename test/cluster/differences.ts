import { stripVTControlCharacters } from 'node:util'

/** A test that has ended. */
export interface EndedTest {
  readonly name: string
  readonly state: string
  readonly errors: readonly ThrownInTest[]
}

/** What a test threw, as vitest keeps it. */
interface ThrownInTest {
  readonly message: string
  /** As text; present if two values were compared. */
  readonly expected?: unknown
  readonly actual?: unknown
}

const LONGEST_CELL = 300

/** Returns a table in Markdown of what was seen otherwise than in the sandbox, for which all tests pass; a line that says so if nothing was. */
export function tableOfDifferences(tests: readonly EndedTest[]): string {
  const rows = tests
    .filter(({ state }) => state === 'failed')
    .map(({ name, errors: [error] }) => `| ${[name, ...expectedAndSeen(error)].map(cell).join(' | ')} |`)
  if (rows.length === 0) return 'No difference from the sandbox was seen.'
  return ['| what | expected, as in the sandbox | seen |', '|---|---|---|', ...rows].join('\n')
}

function expectedAndSeen(error: ThrownInTest | undefined): [expected: string, seen: string] {
  const { message = 'no reason', expected, actual } = error ?? {}
  return expected === undefined && actual === undefined
    ? ['no failure', message]
    : [String(expected), String(actual)]
}

function cell(text: string): string {
  const line = stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim()
  return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL)}…` : line
}
