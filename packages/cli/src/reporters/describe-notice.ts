import type { Notice } from '@arbalest/core'
import { count } from '../words/amount.js'

/** What a person would want to know of a step, in words: one line. */
export function describeNotice(notice: Notice): string {
  switch (notice.kind) {
    case 'hidden':
      return `left out ${count(notice.keys, 'hidden key')}, such as "${notice.first}"; to load such too, say hidden: include in the source's options`
  }
}
