import { leadingWords } from './user-statement.js'

/** Statements that read, change rows, or hold for the session, all of which a rollback takes back. */
const ROLLED_BACK = new Set([
  'select',
  'with',
  'values',
  'insert',
  'update',
  'delete',
  'merge',
  'set',
  'show',
  'explain',
])

/** What is made, changed or removed within a transaction, and is as before once that is rolled back. */
const DEFINED = new Set(['table', 'view'])

/** Words that may stand between CREATE and what is created. */
const BETWEEN = new Set(['or', 'replace', 'local', 'temporary', 'temp', 'materialized'])

const REASONS: Readonly<Record<string, string>> = {
  unload: 'it writes objects, which no rollback removes',
  call: 'what a procedure does is not known before',
  copy: 'it loads objects',
}

/**
 * Returns why a rehearsal must not send a statement that begins as `text` does; undefined if all
 * that it does is taken back by a rollback. Counters of IDENTITY columns move even so.
 */
export function reasonUntried(text: string): string | undefined {
  const [first = '', ...words] = leadingWords(text, 6)
  if (ROLLED_BACK.has(first)) return undefined
  const object = words.find((word) => !BETWEEN.has(word)) ?? ''
  if (/^(create|alter|drop)$/.test(first) && DEFINED.has(object) && !words.includes('append'))
    return undefined
  return REASONS[first] ?? 'a rollback might not take back what it does'
}
