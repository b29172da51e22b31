import { readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slug } from 'github-slugger'
import { defineConfig, type DefaultTheme } from 'vitepress'
import { linkPages } from '../links.ts'
import { SECTIONS, type Entry } from '../navigation.ts'
import { copyPages } from '../pages.ts'
import { WEB } from '../places.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

const fileOf = copyPages(root, posix.join(root, 'site/pages'))

const item = ([text, address]: Entry): DefaultTheme.SidebarItem => ({ text, link: `/${address}` })

/** The pages of the API, which are made before. */
const api = readdirSync(posix.join(root, 'site/pages/api'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md') && file !== 'index.md')
  .map((file): Entry => [`@arbalest/${file.slice(0, -3)}`, `api/${file.slice(0, -3)}`])
  .toSorted(([a], [b]) => (a < b ? -1 : 1))

const sidebar = [
  ...SECTIONS.map(({ title, entries }) => ({ text: title, items: entries.map(item) })),
  { text: 'API', collapsed: true, items: api.map(item) },
]

export default defineConfig({
  title: 'Arbalest',
  description: 'Loads the objects that arrive in S3 into Amazon Redshift, exactly once',
  lang: 'en',
  srcDir: 'pages',
  markdown: {
    // Headings have the anchors that GitHub gives them, by which pages link to each other.
    anchor: { slugify: slug },
    config: (parser) => {
      linkPages(parser, root, fileOf)
      // Braces in a page are what they look like, not Vue's.
      for (const kind of ['text', 'code_inline'] as const) {
        const render = parser.renderer.rules[kind]!
        parser.renderer.rules[kind] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;')
      }
    },
  },
  transformPageData: (page) => {
    const file = fileOf.get(page.relativePath)
    if (file === undefined) page.frontmatter['editLink'] = false
    else page.filePath = file
  },
  themeConfig: {
    nav: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Reference', link: '/reference' },
      { text: 'Errors', link: '/errors' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: WEB }],
    editLink: { pattern: `${WEB}/edit/main/:path`, text: 'Edit this page' },
    footer: { message: 'MIT licence' },
  },
})
