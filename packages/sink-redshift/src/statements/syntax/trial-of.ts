import type { Statement } from '@arbalest/core'
import { tokenize, type Token } from './tokens.js'
import { wordsOf } from './user-statement.js'

/** What a rehearsal sends of a statement, and why that is not all of it. */
export interface Trial {
  /** What is sent; undefined: nothing. */
  readonly statement?: Statement | undefined
  /** Why the statement itself is not sent; undefined if it is. */
  readonly reason?: string | undefined
  /** What is sent in its place, such as `its query`. */
  readonly instead?: string | undefined
  /** Why a run would fail with it, in words that follow the statement. Nothing is sent then. */
  readonly failure?: string | undefined
}

/** Statements that read, change rows, or hold for the session, all of which a rollback takes back. */
const ROLLED_BACK = new Set('select with values insert update delete merge set reset show explain'.split(' '))

/** What is made, changed or removed within a transaction, and is as before once that is rolled back. */
const DEFINED = new Set(['table', 'view'])

/** Words that may stand between CREATE and what is created. */
const BETWEEN = new Set(['or', 'replace', 'local', 'temporary', 'temp', 'materialized'])

/** Functions by which a SELECT does something to other sessions. */
const ACTING = new Set(['pg_cancel_backend', 'pg_terminate_backend'])

const REASONS: Readonly<Record<string, string>> = {
  unload: 'it writes objects, which no rollback removes',
  call: 'what a procedure does is not known before',
  copy: 'it loads objects',
}

const ALONE = 'cannot run within a transaction; give it a step that says transaction: none.'

/**
 * Returns what a rehearsal may send of a statement: all of it, if a rollback takes back all that
 * it does. Counters of IDENTITY columns move even so. Of UNLOAD, its query; of COPY from S3, the
 * same with NOLOAD, which columnar formats do not have
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export function trialOf(statement: Statement): Trial {
  const words = wordsOf(statement.text)
  const [first = '', ...rest] = words
  if (isAlone(statement.text, first)) return { failure: ALONE }
  if (first === 'unload') return { ...trialOfUnload(statement), reason: REASONS['unload'] }
  if (first === 'copy') return { ...trialOfCopy(statement), reason: REASONS['copy'] }
  if (isActing(statement.text))
    return { reason: 'it ends what other sessions do, which no rollback takes back' }
  if (ROLLED_BACK.has(first)) return { statement }
  const object = rest.find((word) => !BETWEEN.has(word)) ?? ''
  if (/^(create|alter|drop)$/.test(first) && DEFINED.has(object)) return { statement }
  return { reason: REASONS[first] ?? 'a rollback might not take back what it does' }
}

function isActing(text: string): boolean {
  return Array.from(tokenize(text)).some(
    ({ kind, text: name }) =>
      (kind === 'word' || kind === 'quoted') && ACTING.has(name.replaceAll('"', '').toLowerCase()),
  )
}

/**
 * Whether a statement cannot run within a transaction: VACUUM, ALTER TABLE APPEND and ALTER COLUMN TYPE
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_VACUUM_command.html, r_ALTER_TABLE.html, r_ALTER_TABLE_APPEND.html).
 */
function isAlone(text: string, first: string): boolean {
  if (first === 'vacuum') return true
  if (first !== 'alter') return false
  const [, object, ...rest] = Array.from(tokenize(text), (token) => token.text.toLowerCase())
  const [action, ...words] = rest.slice(rest[1] === '.' ? 3 : 1)
  if (object !== 'table' || action === undefined) return false
  if (action === 'append') return true
  return action === 'alter' && words[0] !== 'distkey' && words[words[0] === 'column' ? 2 : 1] === 'type'
}

function trialOfUnload({ text, values }: Statement): Trial {
  const literal = Array.from(tokenize(text)).find(({ kind }) => kind === 'string')
  const query = literal && contentOf(literal).replace(/[;\s]+$/, '')
  if (query === undefined || isActing(query)) return {}
  // Counted, so that its rows are found and none of them is sent to us; their values need not be computed for that.
  return {
    statement: {
      text: `select count(*) from (\n${query}\n) as unloaded`,
      values,
    },
    instead: 'its query',
  }
}

/** The text of a string; a backslash before another character stays, as it would within UNLOAD. */
function contentOf({ text }: Token): string {
  const dollars = /^\$\w*\$/.exec(text)?.[0].length
  if (dollars !== undefined) return text.slice(dollars, -dollars)
  return text.slice(text.indexOf("'") + 1, -1).replaceAll(/''|\\(['\\])/g, (pair) => pair.charAt(1))
}

function trialOfCopy({ text, values }: Statement): Trial {
  const tokens = Array.from(tokenize(text))
  const words = wordsOf(text)
  const from = tokens.findIndex((token) => token.kind === 'word' && token.text === 'from')
  const isFromS3 = /^(?:'|\$\w*\$)s3:/i.test(tokens[from + 1]?.text ?? '')
  const last = tokens.findLast(({ kind }) => kind !== 'semicolon')
  if (!last || !isFromS3 || words.some((word) => NO_NOLOAD.has(word))) return {}
  const noLoad = words.includes('noload') ? text : `${text.slice(0, last.end)} noload`
  return { statement: { text: noLoad, values }, instead: 'a COPY with NOLOAD' }
}

/** Words of a COPY that does not go with NOLOAD: of columnar objects, of a program's output, of a job that goes on by itself. */
const NO_NOLOAD = new Set(['parquet', 'orc', 'ssh', 'job'])
