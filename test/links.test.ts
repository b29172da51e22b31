import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'
import { marked, type Token } from 'marked'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const within = (folder: string) => readdirSync(join(root, folder)).map((name) => join(folder, name))
const pages = ['', 'docs', 'decisions', 'bench', ...within('packages'), ...within('examples')]
  .filter((folder) => statSync(join(root, folder)).isDirectory())
  .flatMap(within)
  .filter((path) => path.endsWith('.md'))

/** Where this repository is read on the web, as each package says it. */
const WEB = `${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { homepage: string }).homepage.replace('#readme', '')}`

/** Whether the package at `folder` publishes `file`, by what its `package.json` says. */
function isPublished(folder: string, file: string): boolean {
  const { files } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly files: readonly string[]
  }
  const [first = ''] = relative(folder, file).split('/')
  return ['README.md', 'LICENSE', 'package.json', ...files].includes(first)
}

interface Page {
  readonly links: readonly string[]
  readonly anchors: ReadonlySet<string>
}

const read = new Map<string, Page>()

function pageOf(path: string): Page {
  const known = read.get(path)
  if (known) return known
  const links: string[] = []
  const anchors = new Set<string>()
  const slugger = new GithubSlugger()
  marked.walkTokens(marked.lexer(readFileSync(join(root, path), 'utf8')), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') links.push((token as { href: string }).href)
    if (token.type === 'heading') anchors.add(slugger.slug(textOf(token)))
    if (token.type === 'html') for (const [, id] of token.raw.matchAll(/\bid="([^"]+)"/g)) anchors.add(id!)
  })
  const page = { links, anchors }
  read.set(path, page)
  return page
}

function textOf(token: Token): string {
  const { tokens, text = '' } = token as { tokens?: Token[]; text?: string }
  return tokens ? tokens.map(textOf).join('') : text
}

/** Returns what is wrong with a link of `page`; undefined if nothing is. */
function faultOf(page: string, link: string): string | undefined {
  const target = link.startsWith(`${WEB}#`) ? `${WEB}/blob/main/README.md` : link
  const own = new RegExp(`^${WEB}/(?:blob|tree)/main/([^#]*)(?:#(.*))?$`).exec(target)
  if (!own && /^[a-z]+:/.test(link)) return undefined
  const [path = '', anchor] = own ? own.slice(1) : target.split('#')
  const file = own ? path : path === '' ? page : relative(root, join(root, dirname(page), path))
  if (!existsSync(join(root, file))) return 'there is no such file'
  if (!own && page.startsWith('packages/') && !isPublished(dirname(page), file))
    return 'leads out of the package, where nobody can follow it who reads it there: write its address on the web'
  if (anchor === undefined || statSync(join(root, file)).isDirectory()) return undefined
  return pageOf(file).anchors.has(anchor) ? undefined : 'the page has no such heading'
}

test.each(pages)('no link of %s is dead', (page) => {
  const faults = pageOf(page).links.flatMap((link) => {
    const fault = faultOf(page, link)
    return fault ? [`${link}: ${fault}`] : []
  })
  expect(faults).toEqual([])
})

test('a dead link of each kind is found', () => {
  const page = 'packages/cli/README.md'
  expect(faultOf('README.md', 'docs/nothing.md')).toBe('there is no such file')
  expect(faultOf('README.md', 'docs/errors.md#nothing')).toBe('the page has no such heading')
  expect(faultOf('README.md', 'docs/errors.md#aborted')).toBeUndefined()
  expect(faultOf(page, '../../docs/errors.md')).toMatch(/^leads out of the package/)
  expect(faultOf(page, 'tsconfig.json')).toMatch(/^leads out of the package/)
  expect(faultOf(page, 'LICENSE')).toBeUndefined()
  expect(faultOf(page, `${WEB}/blob/main/docs/nothing.md`)).toBe('there is no such file')
  expect(faultOf(page, `${WEB}/blob/main/docs/errors.md#nothing`)).toBe('the page has no such heading')
  expect(faultOf(page, '#nothing')).toBe('the page has no such heading')
})
