import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { marked, type Token, type Tokens } from 'marked'

const root = fileURLToPath(new URL('../../', import.meta.url))
const within = (folder: string) => readdirSync(join(root, folder)).map((name) => join(folder, name))

/** The pages for users: the README, those of packages and examples, and `docs/`. */
export const pages: readonly string[] = ['', 'docs', ...within('packages'), ...within('examples')]
  .filter((folder) => statSync(join(root, folder)).isDirectory())
  .flatMap(within)
  .filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')

/** A table of a page: the text of its cells, as Markdown. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Returns the tables of a page. */
export function tablesOf(page: string): readonly Table[] {
  const texts = (cells: readonly Tokens.TableCell[]) => cells.map(({ text }) => text)
  return tokensOf(page)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .map(({ header, rows }) => ({ head: texts(header), rows: rows.map(texts) }))
}

/** Returns what a page shows as code: its blocks, and what stands in backquotes. */
export function codeOf(page: string): readonly string[] {
  return tokensOf(page).flatMap((token) =>
    token.type === 'code' || token.type === 'codespan' ? [(token as Tokens.Code).text] : [],
  )
}

/** Returns the names in backquotes in a cell, but for those in brackets. */
export function namesIn(cell: string): readonly string[] {
  return Array.from(cell.replaceAll(/\(.*?\)/g, '').matchAll(/`([^`]+)`/g), ([, name]) => name!)
}

function tokensOf(page: string): readonly Token[] {
  const tokens: Token[] = []
  marked.walkTokens(marked.lexer(readFileSync(join(root, page), 'utf8')), (token) => void tokens.push(token))
  return tokens
}
