import { existsSync, statSync } from 'node:fs'
import { extname, posix } from 'node:path'
import { addressOf, WEB } from './places.ts'

/** What of a token of markdown-it is used here. */
interface LinkToken {
  readonly type: string
  readonly children: readonly LinkToken[] | null
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}

/** What of markdown-it is used here. */
interface Parser {
  readonly core: {
    readonly ruler: { push(name: string, rule: (state: State) => void): void }
  }
}

interface State {
  readonly tokens: readonly LinkToken[]
  /** `relativePath` is that of a page's copy in the site. */
  readonly env: { readonly relativePath: string }
}

/**
 * Has a parser lead links between files of the repository in `root` to their pages on the site, or else to the web.
 * `fileOf` has the file of each page in the repository.
 */
export function linkPages(parser: Parser, root: string, fileOf: ReadonlyMap<string, string>): void {
  parser.core.ruler.push('link-pages', ({ tokens, env }) => {
    const page = fileOf.get(env.relativePath)
    if (page === undefined) return
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const attribute = token.type === 'image' ? 'src' : token.type === 'link_open' ? 'href' : undefined
      if (attribute !== undefined)
        token.attrSet(attribute, linkOf(root, page, token.attrGet(attribute) ?? ''))
    }
  })
}

const ON_THE_WEB = new RegExp(`^${WEB}(?:/(?:blob|tree)/main/([^#]*))?(?:#(.*))?$`)

/** Returns where a link of a page leads on the site. `page` is its path in the repository. */
function linkOf(root: string, page: string, link: string): string {
  const [, path = '', anchor = ''] = /^([^#]*)#?(.*)$/s.exec(link)!
  const web = ON_THE_WEB.exec(link)
  if (web) return linkTo(root, web[1] ?? '', web[2] ?? '')
  if (path === '' || /^[a-z]+:/i.test(link)) return link
  return linkTo(root, posix.join(posix.dirname(page), decodeURI(path)), anchor)
}

function linkTo(root: string, path: string, anchor: string): string {
  const isFolder = statSync(posix.join(root, path), { throwIfNoEntry: false })?.isDirectory() === true
  const file = isFolder ? posix.join(path, 'README.md') : path
  const address = existsSync(posix.join(root, file)) ? addressOf(file) : undefined
  const place =
    address === undefined
      ? `${WEB}/${isFolder ? 'tree' : 'blob'}/main/${path}`
      : `/${address}${extname(file).replace('.md', '')}`
  // On the web, the page of a folder begins with what is in it.
  return anchor === '' || (isFolder && anchor === 'readme') ? place : `${place}#${anchor}`
}
