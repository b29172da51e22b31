/** Where this repository is read on the web. */
export const WEB = 'https://github.com/arbalest-etl/arbalest'

/** Which files are pages of the site, or pictures on them, and at which address. Paths start at the repository's root. */
const PAGES: readonly (readonly [path: RegExp, address: string])[] = [
  [/^site\/(index)\.md$/, '$1'],
  [/^docs\/([^/]+)\.(?:md|png)$/, '$1'],
  [/^(decisions)\/([^/]+)\.md$/, '$1/$2'],
  [/^(packages|examples)\/([^/]+)\/README\.md$/, '$1/$2'],
  [/^bench\/README\.md$/, 'benchmarks'],
  [/^README\.md$/, 'overview'],
  [/^(ARCHITECTURE|CHANGELOG|CONTRIBUTING|SECURITY)\.md$/, '$1'],
]

/** Returns the address of the page that a file of this repository is, from the site's root, without `.html`; undefined if it is none. */
export function addressOf(path: string): string | undefined {
  const page = PAGES.find(([pattern]) => pattern.test(path))
  return page && path.replace(...page).toLowerCase()
}
