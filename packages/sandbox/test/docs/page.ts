import { readFileSync } from 'node:fs'

const root = new URL('../../../../', import.meta.url)

/** A file of the repository. */
export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** What is behind a heading of docs/sandbox.md, up to the next. */
export function section(heading: string): string {
  const [, rest] = read('docs/sandbox.md').split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (rest === undefined) throw new Error(`docs/sandbox.md has no heading "${heading}"`)
  return rest.split(/^#+ /m)[0] ?? ''
}

/** The rows of the tables in `text`, each as its cells. */
export function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') || line.startsWith('|-'))
    .map((line) => line.slice(1, -1).split(/(?<!\\)\|/))
    .filter((_, i, all) => !isHead(all, i))
    .map((cells) => cells.map((cell) => cell.trim()))
}

function isHead(all: readonly string[][], i: number): boolean {
  return [i, i + 1].some((at) => /^-+$/.test(all[at]?.[0] ?? ''))
}

/** What stands in backticks. */
export const quoted = (text: string): string[] =>
  Array.from(text.matchAll(/`([^`]+)`/g), ([, name = '']) => name)

/** How far something is emulated. */
export type Status = 'supported' | 'no effect' | 'refused'

/** What each name or statement in the first column of the tables in `text` is said to be. */
export function claims(text: string): [string, Status][] {
  return rows(text).flatMap(([names = '', status = '']) =>
    quoted(names).map((name): [string, Status] => {
      if (status === 'supported' || status === 'no effect' || status === 'refused') return [name, status]
      throw new Error(`${name} is said to be "${status}"`)
    }),
  )
}
