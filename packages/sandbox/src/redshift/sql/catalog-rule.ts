import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'
import type { Token } from './tokens.js'

/** Columns that the catalog had otherwise in the release that clients take us for, and what stands for each. */
const OTHERWISE = new Map<string, (owner: string) => string>([
  // On a cluster, what an identity gives is a default.
  ['atthasdef', (owner) => `(${owner}.atthasdef or ${owner}.attidentity <> '')`],
  ['relhasoids', () => 'false'],
  ['reltriggers', () => '0'],
  ['proisagg', (owner) => `(${owner}.prokind = 'a')`],
  ['proiswindow', (owner) => `(${owner}.prokind = 'w')`],
  ['adsrc', (owner) => `pg_catalog.pg_get_expr(${owner}.adbin, ${owner}.adrelid)`],
  ['consrc', (owner) => `pg_catalog.pg_get_constraintdef(${owner}.oid)`],
])

/** Whether a statement reads the catalog, as clients do to describe what there is. */
export function readsCatalog(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.value === 'pg_catalog')
}

/** Columns of the old catalog, for clients that go by the version. */
export function* catalogRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    const written = token.kind === 'word' ? OTHERWISE.get(token.value) : undefined
    const owner = tokens[i - 2]
    if (written && owner && tokens[i - 1]?.text === '.') {
      yield { start: owner.start, end: token.end, text: written(owner.text) }
    }
  }
}
