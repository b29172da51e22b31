import type { Statement } from '../../sql/tokens/split-statements.js'

/** Statements that leave all tables, and how the session finds them, as they are. */
const HARMLESS = new Set(
  (
    'abort begin close commit copy declare delete end fetch insert rollback select show start unload update ' +
    'with ('
  ).split(' '),
)

/** Words by which such a statement may make a table, or change a setting. */
const CHANGING = new Set(['into', 'set_config'])

/**
 * Whether `statement` may change tables, their columns, or which table a name means. Its text decides, as a
 * procedure may do anything.
 */
export function changesSchema({ tokens }: Pick<Statement, 'tokens'>): boolean {
  const [verb, into] = tokens
  if (!verb) return false
  if (!HARMLESS.has(verb.value)) return true
  return tokens.some((token) => CHANGING.has(token.value) && !(token === into && verb.value === 'insert'))
}
