import { compareKeys } from './key-order.js'

/** A place in a listing: after `key` or, with `subtree`, after every key that begins with it. */
export interface Position {
  readonly key: string
  readonly subtree: boolean
}

/** The keys that begin with `prefix` and lie after `after`. */
export interface KeyRange {
  readonly prefix: string
  readonly after?: Position | undefined
}

/** Whether `key` comes before `range` in a listing. */
export function isBefore(key: string, { prefix, after }: KeyRange): boolean {
  if (compareKeys(key, prefix) < 0) return true
  if (!after) return false
  return (after.subtree && key.startsWith(after.key)) || compareKeys(key, after.key) <= 0
}

/** Whether every key that begins with `start` comes before `range` in a listing. */
export function isSubtreeBefore(start: string, range: KeyRange): boolean {
  if (range.prefix.startsWith(start)) return isSubtreePassed(start, range.after)
  return compareKeys(start, range.prefix) < 0 || isSubtreePassed(start, range.after)
}

function isSubtreePassed(start: string, after: Position | undefined): boolean {
  if (!after) return false
  if (after.subtree && start.startsWith(after.key)) return true
  return !after.key.startsWith(start) && compareKeys(start, after.key) < 0
}
