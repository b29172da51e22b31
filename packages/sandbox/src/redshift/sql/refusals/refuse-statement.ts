import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import type { Token } from '../tokens/tokens.js'

/** Statements of PostgreSQL 8.0 that Redshift has switched off, by their first words. */
export const SWITCHED_OFF: readonly (readonly string[])[] = phrases(
  'alter sequence, cluster, create aggregate, create cast, create conversion, create domain, create index, ' +
    'create operator, create or replace rule, create rule, create sequence, create tablespace, create trigger, ' +
    'create type, create unique index, drop aggregate, drop domain, drop index, drop operator, drop rule, ' +
    'drop sequence, drop tablespace, drop trigger, drop type, listen, load, notify, reindex, release, ' +
    'rollback to, rollback transaction to, rollback work to, savepoint, unlisten',
)

/** Statements that came to PostgreSQL later; 8.0 stops reading at the last word of each. */
export const UNKNOWN: readonly (readonly string[])[] = phrases(
  'alter extension, alter system, create extension, create collation, create event, create foreign, ' +
    'create global, create policy, create publication, create server, create statistics, create subscription, create text, create transform, ' +
    'create unlogged, discard, do, drop extension, drop owned, import, prepare transaction, reassign, security, ' +
    'table, values',
)

/** Refuses statements that PostgreSQL would run and Redshift does not know. */
export function refuseStatement({ text, tokens }: Statement): void {
  if (SWITCHED_OFF.some((phrase) => begins(tokens, phrase))) {
    throw new RedshiftError(`SQL command "${text}" not supported.`, { code: '0A000' })
  }
  const unknown = UNKNOWN.find((phrase) => begins(tokens, phrase))
  if (unknown) throw syntaxError(tokens[unknown.length - 1])
}

function begins(tokens: readonly Token[], phrase: readonly string[]): boolean {
  return phrase.every((word, i) => tokens[i]?.kind === 'word' && tokens[i]?.value === word)
}

function phrases(list: string): string[][] {
  return list.split(', ').map((phrase) => phrase.split(' '))
}
