/** Where the pages of the documentation are on the web. */
export const DOCS = 'https://github.com/arbalest-etl/arbalest/blob/main/docs/'

/** Returns what `page`, which is `docs/errors.md`, says of the code of an error, in whichever case it is written; undefined if it has no such code. */
export function explanationOf(code: string, page: string): string | undefined {
  const [, ...sections] = page.split(/^## /m)
  const section = sections.find((text) => text.startsWith(`${code.toUpperCase()}\n`))
  return section && `${section.replaceAll(LINK, spellOut).trim()}\n`
}

/** A link of Markdown, with its text and its address. */
const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g

function spellOut(_: string, text: string, address: string): string {
  return `${text} (${new URL(address, DOCS).href})`
}
