import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The site as `npm run site` has built it. */
export const DIST = fileURLToPath(new URL('../../site/.vitepress/dist/', import.meta.url))

/** A page of the site. */
export interface SitePage {
  readonly ids: ReadonlySet<string>
  readonly links: readonly string[]
}

/** Returns all pages of the site by their paths. */
export function readPages(): ReadonlyMap<string, SitePage> {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.html'),
  )
  return new Map(files.map((file) => [file, readPage(readFileSync(join(DIST, file), 'utf8'))]))
}

function readPage(html: string): SitePage {
  const valuesOf = (attribute: string) =>
    [...html.matchAll(new RegExp(`<[^>]* ${attribute}="([^"]+)"`, 'g'))].map(([, value]) =>
      value!.replaceAll('&amp;', '&'),
    )
  return { ids: new Set(valuesOf('id')), links: valuesOf('href') }
}

/** Returns what is wrong with a link of the page `from`; undefined if nothing is, or if it leads elsewhere. */
export function faultOf(
  pages: ReadonlyMap<string, SitePage>,
  from: string,
  link: string,
): string | undefined {
  const { origin, pathname, hash } = new URL(link, `http://site/${from}`)
  if (origin !== 'http://site') return undefined
  const path = decodeURIComponent(pathname.slice(1)) || 'index.html'
  const page = pages.get(path) ?? pages.get(`${path}.html`) ?? pages.get(join(path, 'index.html'))
  if (!page) return existsSync(join(DIST, path)) ? undefined : 'there is no such page'
  const anchor = decodeURIComponent(hash.slice(1))
  return anchor === '' || page.ids.has(anchor) ? undefined : 'the page has no such heading'
}
