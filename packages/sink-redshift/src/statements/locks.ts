import type { Statement } from '@arbalest/core'
import { quoteTable } from './quote.js'

/** Has every other transaction that locks this table wait. */
export function lockTable(table: string): Statement {
  return { text: `lock table ${quoteTable(table)}` }
}

/** Makes a table that holds nothing, and is only there to be locked. */
export function createLock(table: string): Statement {
  return { text: `create table if not exists ${quoteTable(table)} ("nothing" boolean)` }
}
