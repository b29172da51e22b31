import type { Node } from 'libpg-query'
import { integer } from '../tree/make.js'
import { as, type Content } from '../tree/nodes.js'

/** Bits of a frame. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h */
const ROWS_BETWEEN = 0x1 | 0x4 | 0x10
const FROM_START = 0x20
const TO_END = 0x100
const TO_OFFSET_BEFORE = 0x1000

type Window = Content<'WindowDef'>

/** `window` in this order, with all rows of the partition in every frame. */
export function whole(window: Window, orderClause: readonly Node[]): Window {
  // Without an order, each frame is the partition.
  if (orderClause.length === 0) return window
  return { ...window, orderClause: [...orderClause], frameOptions: ROWS_BETWEEN | FROM_START | TO_END }
}

/** `window` with the rows before the current one in its frame. */
export function before(window: Window): Window {
  return {
    ...window,
    frameOptions: ROWS_BETWEEN | FROM_START | TO_OFFSET_BEFORE,
    endOffset: integer(1),
  }
}

/** `window` in the opposite order. */
export function reversed(window: Window): Window {
  const orderClause = (window.orderClause ?? []).map((node): Node => {
    const sort = as('SortBy', node) ?? {}
    const descending = sort.sortby_dir === 'SORTBY_DESC'
    // Without a word, NULLs come after the others in ascending order and before them in descending.
    const first =
      sort.sortby_nulls === 'SORTBY_NULLS_FIRST' || (sort.sortby_nulls !== 'SORTBY_NULLS_LAST' && descending)
    return {
      SortBy: {
        ...sort,
        sortby_dir: descending ? 'SORTBY_ASC' : 'SORTBY_DESC',
        sortby_nulls: first ? 'SORTBY_NULLS_LAST' : 'SORTBY_NULLS_FIRST',
      },
    }
  })
  return { ...window, orderClause }
}
