import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import type { Token } from '../tokens/tokens.js'
import { OWN_SETTINGS } from '../commands/settings-rule.js'
import { type Edit, replace } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { parsePassword, verifierOf } from './kept-password.js'

/** Options of a user that PostgreSQL calls otherwise. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['createuser', 'superuser'],
  ['nocreateuser', 'nosuperuser'],
])

/** Options that a user of PostgreSQL has besides. */
const UNKNOWN = /^(no)?(superuser|createrole|inherit|login|replication|bypassrls)$/

/**
 * CREATE USER, ALTER USER and CREATE GROUP in PostgreSQL's words.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html
 */
export function* userRule({ tokens }: Statement): Generator<Edit> {
  const [verb, noun, ...options] = tokens
  const [group, word] = options
  // Tells a group from a role, which the catalog shows apart; it is a member of nothing, and so misses nothing.
  if (verb?.value === 'create' && noun?.value === 'group' && group) {
    const { end } = word?.value === 'with' ? word : group
    yield { start: end, end, text: ' noinherit' }
  }
  if (!['create', 'alter'].includes(verb?.value ?? '') || noun?.value !== 'user') return
  for (const [i, token] of options.entries()) {
    const value = options[i + 1]
    const renamed = RENAMED.get(token.value)
    if (token.kind !== 'word' || i === 0) continue
    if (UNKNOWN.test(token.value) && options[i - 1]?.value !== 'to') throw syntaxError(token)
    if (renamed) yield replace(token, token, renamed)
    if (!value) continue
    if (verb?.value === 'alter' && /^(re)?set$/.test(token.value) && OWN_SETTINGS.has(value.value))
      yield replace(value, value, `redshift.${value.value}`)
    if (token.value === 'password') yield* passwordEdit(value)
    if (token.value === 'limit' && value.value === 'unlimited') yield replace(value, value, '-1')
    if (token.value === 'with' && /^(set|reset|rename)$/.test(value.value)) yield replace(token, token, '')
    if (token.value === 'reset' && value.value === 'session')
      yield replace(token, options[i + 2] ?? value, '')
    // Neither has an effect here.
    if (token.value === 'syslog' || token.value === 'session')
      yield replace(token, options[i + 2] ?? value, '')
    if (token.value === 'externalid') yield replace(token, value, '')
  }
  if (verb?.value === 'create' && !options.some((token) => token.value === 'password')) {
    throw new RedshiftError('CREATE USER must have a PASSWORD', { code: '42601' })
  }
}

function* passwordEdit(value: Token): Generator<Edit> {
  if (value.kind === 'word' && value.value === 'disable') yield replace(value, value, 'null')
  const kept = value.kind === 'string' ? parsePassword(value.value) : undefined
  if (kept) yield replace(value, value, quoteLiteral(verifierOf(kept)))
}
